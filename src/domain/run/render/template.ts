/** A part of a template: words as they stand, or a place that is filled in. */
export type Piece = { readonly text: string } | { readonly placeholder: string };

/** `{{ unit }}`, `{{ endpoint.name }}`, `{{ label.site }}`. A backslash before it takes it as it stands. */
const place = /\\?\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}/g;

/** Splits a template. Braces around anything that cannot be a name, such as `{{.Names}}`, are words. */
export function readTemplate(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const words = (until: number): void => {
    if (until > from) pieces.push({ text: template.slice(from, until) });
  };
  for (const match of template.matchAll(place)) {
    const [whole, placeholder = ''] = match;
    words(match.index);
    from = match.index + whole.length;
    if (whole.startsWith('\\')) pieces.push({ text: whole.slice(1) });
    else pieces.push({ placeholder });
  }
  words(template.length);
  return pieces;
}

/** The names of the places in a template, in order, each as often as it stands there. */
export function placeholdersIn(template: string): readonly string[] {
  return readTemplate(template).flatMap((piece) => ('placeholder' in piece ? [piece.placeholder] : []));
}
