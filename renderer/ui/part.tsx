import { Component, type ReactNode } from 'react';

type PartProps = { readonly name: string; readonly children: ReactNode };

/**
 * A part of the screen that may fail without taking the rest away: in an incident a hole with words in it is
 * better than an empty window. Drawn again on request.
 */
export class Part extends Component<PartProps, { readonly fault: string | null }> {
  override state = { fault: null };

  static getDerivedStateFromError(error: unknown): { readonly fault: string } {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return (
      <div className="part-fault" role="alert" data-testid="part-fault">
        <b>The {this.props.name} cannot be drawn.</b> Everything else works. {fault}
        <button type="button" className="button button-quiet" onClick={() => this.setState({ fault: null })}>
          Draw it again
        </button>
      </div>
    );
  }
}
