import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import encodeQR from 'qr';

/** Light modules around the code, without which cameras do not find it. */
const QUIET = 4;

/** A code that leads a phone to an address. It is dark on light in every theme, as cameras want it. */
export class QrCode extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
      height: auto;
      border-radius: 8px;
    }
  `;

  /** What the code says. */
  @property() text = '';

  /** What a screen reader says in its place. */
  @property() label = '';

  protected override render(): TemplateResult {
    const rows = this.text === '' ? [] : encodeQR(this.text, 'raw', { ecc: 'medium', border: QUIET });
    return html`<svg
      viewBox="0 0 ${rows.length} ${rows.length}"
      role="img"
      aria-label=${this.label}
      shape-rendering="crispEdges"
    >
      ${svg`<rect width="100%" height="100%" fill="#fff"/><path d=${pathOf(rows)} fill="#000"/>`}
    </svg>`;
  }
}

/** One rectangle for each run of dark modules of a row. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => {
      const runs: string[] = [];
      for (let x = 0; x < row.length; x += 1) {
        if (!row[x]) continue;
        const start = x;
        while (row[x + 1]) x += 1;
        runs.push(`M${start} ${y}h${x + 1 - start}v1h${start - x - 1}z`);
      }
      return runs;
    })
    .join('');
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-qr-code': QrCode;
  }
}
