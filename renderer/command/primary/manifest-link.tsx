import { show } from '../../screen';

/** The name of what is approved: twelve digits of the digest, all of them while it has the focus. */
export function ManifestLink({ digest }: { readonly digest: string }) {
  return (
    <button
      type="button"
      className="button button-link manifest-link"
      data-testid="manifest"
      title={digest}
      onClick={() => show({ over: 'manifest' })}
    >
      Manifest <code className="digest-short">{digest.slice(0, 12)}</code>
      <code className="digest-full">{digest}</code>
    </button>
  );
}
