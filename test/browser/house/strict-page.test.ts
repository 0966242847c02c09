import { expect, fixture, html } from '@open-wc/testing';
import { css, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { settle, takeComplaints } from '../../support/browser-setup.js';

class HouseProbe extends LitElement {
  static override styles = css`
    :host {
      color: rgb(1, 2, 3);
    }
  `;

  @property() label = '';

  protected override render(): TemplateResult {
    return html`<span>${this.label}</span>`;
  }
}
customElements.define('house-probe', HouseProbe);

describe('the page that browser tests run on', () => {
  it('accepts an element with its own style sheet and decorated properties', async () => {
    const probe = await fixture<HouseProbe>(html`<house-probe label="采购"></house-probe>`);

    expect(getComputedStyle(probe).color).to.equal('rgb(1, 2, 3)');
    expect(probe.shadowRoot!.textContent).to.equal('采购');
    expect(takeComplaints()).to.deep.equal([]);
  });

  it('records an inline style attribute as a violation', async () => {
    document.createElement('p').setAttribute('style', 'color: red');
    await settle();

    expect(takeComplaints().join()).to.match(/CSP style-src-attr blocked inline/);
  });

  it('records a style element as a violation', async () => {
    const sheet = document.createElement('style');
    sheet.textContent = 'p { color: red }';
    document.head.append(sheet);
    await settle();

    expect(takeComplaints().join()).to.match(/CSP style-src-elem blocked inline/);
  });

  it('refuses text as markup because trusted types are required', async () => {
    const assign = (): void => {
      document.createElement('div').innerHTML = '<b>text</b>';
    };

    expect(assign).to.throw(TypeError);
    await settle();

    expect(takeComplaints().join()).to.match(/CSP require-trusted-types-for/);
  });

  it('records console errors and rejections that nobody handled', async () => {
    console.error('deliberate');
    void Promise.reject(new Error('stray'));
    await settle();

    const complaints = takeComplaints().join();

    expect(complaints).to.match(/console\.error deliberate/);
    expect(complaints).to.match(/unhandled rejection Error: stray/);
  });

  it('serves the worker and the character maps of pdf.js beside the page', async () => {
    const paths = [
      'pdf.worker.mjs',
      'pdf.renderer.mjs',
      'cmaps/UniGB-UCS2-H.bcmap',
      'standard_fonts/LiberationSans-Regular.ttf',
    ];

    const answers = await Promise.all(paths.map((path) => fetch(`/assets/pdfjs/${path}`)));

    expect(answers.map((answer) => answer.status)).to.deep.equal([200, 200, 200, 200]);
    expect(answers[0]!.headers.get('content-type')).to.match(/javascript/);
  });
});
