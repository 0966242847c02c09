import { html, nothing, type TemplateResult } from 'lit';

import type { Envelope } from '../../schema/envelope.js';
import { renderBody } from './sign-panel.layout.js';
import { layoutStyles } from './sign-panel.layout.styles.js';
import { footer, notices } from './sign-panel.notices.js';
import { renderDialogs, type Stage } from './sign-panel.stage.js';
import { header } from './sign-panel.tools.js';

/** Brings the styles that only a document needs. */
export function styleDesk({ adoptedStyleSheets }: ShadowRoot): void {
  const { styleSheet } = layoutStyles;
  if (styleSheet && !adoptedStyleSheets.includes(styleSheet)) adoptedStyleSheets.push(styleSheet);
}

/** A document with everything around it: what a person reads, places on and signs. `page` is where a service has its own. */
export function renderDesk(
  stage: Stage,
  envelope: Envelope,
  page: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { scene } = stage;
  return html`
    ${header(scene, envelope)} ${notices(scene, envelope)} ${page} ${renderBody(stage)} ${footer(scene, envelope)}
    ${renderDialogs(stage)}
  `;
}
