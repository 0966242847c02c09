import { html, type TemplateResult } from 'lit';

import { myPlacements } from '../../core/panel-view.js';
import type { Mark } from '../../schema/placement.js';
import { glyph } from '../../ui/icons.js';
import type { SeamAct } from '../../ui/seam-inspector.js';
import type { SeamController } from './seam-controller.js';
import type { Scene } from './sign-panel.views.js';

interface SeamStage {
  readonly scene: Scene;
  readonly seam: SeamController;
}

/** The button that cuts a seal over the edges of all pages. */
export function renderSeamTool({ scene, seam }: SeamStage): TemplateResult {
  const { seam: words } = scene.texts;
  const { document } = scene;
  const why = (document?.pages.length ?? 0) < 2 ? words.onePage : seam.seal ? '' : words.noSeal;
  return html`<section>
    <button
      class="button tool"
      type="button"
      data-act="seam"
      title=${why || words.toolHint}
      ?disabled=${why !== ''}
      @click=${() => seam.add()}
    >
      ${glyph('seam')} ${words.tool}
    </button>
  </section>`;
}

/** How the selected seam seal is cut. */
export function renderSeamInspector({ scene, seam }: SeamStage, mark: Mark): TemplateResult {
  const { context, texts, document } = scene;
  const policy = myPlacements(context.view).find(({ id }) => id === mark.placementId)?.policy ?? 'free';
  return html`<esign-seam-inspector
    .mark=${mark}
    .pages=${document?.pages ?? []}
    .seals=${context.seals.filter(({ usable, id }) => usable || id === mark.sealId)}
    .fixed=${policy === 'locked' ? 'all' : policy === 'movable' ? 'cut' : 'nothing'}
    .edges=${texts.seam.edges}
    .locale=${scene.locale}
    @seam-act=${({ detail }: CustomEvent<SeamAct>) => seam.handleInspector(detail, mark)}
  ></esign-seam-inspector>`;
}
