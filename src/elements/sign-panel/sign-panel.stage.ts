import { html, nothing, type TemplateResult } from 'lit';

import { isCopyable } from '../../core/arrange.js';
import { isFillIn } from '../../core/fill-ins.js';
import { markWarnings, type MarkWarning } from '../../core/mark-warnings.js';
import type { HostClient } from '../../api/host-client.js';
import { documentHash, emptyPlacements, myPlacements } from '../../core/panel-view.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { Mark, Placement } from '../../schema/placement.js';
import type { CoverAct } from '../../ui/document-cover.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { ArrangeAct } from '../../ui/mark-arranger.js';
import type { InspectorAct } from '../../ui/mark-inspector.js';
import type { PageAct } from '../../ui/page-act.js';
import type { MadeSeal } from '../../ui/seal-maker.js';
import type { TrayAct } from '../../ui/seal-tray.js';
import type { DocumentController } from './document-controller.js';
import type { LinkFollowing } from './link-following.js';
import type { SealMaking } from './seal-making.js';
import type { PageInputs } from './page-inputs.js';
import type { PlacingController } from './placing-controller.js';
import type { TextFinding } from './text-finding.js';
import { renderProof } from './proving.js';
import { hasTabs } from './sign-panel.tools.js';
import type { SeamController } from './seam-controller.js';
import { renderSeamInspector, renderSeamTool } from './sign-panel.seam.js';
import { card, veil, type Scene } from './sign-panel.views.js';

/** What the pages, the tray and the dialogs need beside the scene. */
export interface Stage {
  readonly scene: Scene;
  readonly file: DocumentController;
  readonly placing: PlacingController;
  readonly finding: TextFinding;
  readonly links: LinkFollowing;
  readonly seam: SeamController;
  readonly images: ReadonlyMap<string, string>;
  readonly inputs: PageInputs;
  readonly making: SealMaking;
  readonly saveSeal: (made: MadeSeal) => void;
  readonly arrange: (act: ArrangeAct) => void;
  readonly dialog: 'confirm' | 'prove' | 'reject' | null;
  readonly client: HostClient | undefined;
  readonly handlePage: (act: PageAct) => void;
  readonly confirm: () => void;
  readonly reject: (reason: string) => void;
}

const NO_PLACES: readonly Placement[] = [];
/** What was placed and not submitted is no part of a document that is only looked at. */
export const NO_MARKS: readonly Mark[] = [];

/** The pages of the document, or why they cannot be shown. */
export function renderDocument(stage: Stage): TemplateResult {
  const { scene, file, placing, inputs } = stage;
  const { texts, context, document, editing } = scene;
  if (!document) return html``;
  const { marks } = context.board;
  const documents = context.view?.envelope?.documents ?? [];
  const isTab = hasTabs(context.view?.envelope);
  return html`<div
    class="document"
    id="document"
    role=${isTab ? 'tabpanel' : nothing}
    aria-labelledby=${isTab ? `tab-${documents.indexOf(document)}` : nothing}
  >
    <esign-page-view
      .pages=${document.pages}
      .source=${file.source}
      .zoom=${scene.viewer.zoom}
      .turn=${scene.viewer.turn}
      .marks=${editing ? stage.seam.shown(inputs.marks(marks, document.id)) : NO_MARKS}
      .placements=${editing ? inputs.places(context.view, document.id) : NO_PLACES}
      .highlights=${stage.finding.highlights}
      .images=${stage.images}
      .names=${inputs.names(context.seals)}
      .selectedId=${context.selectedId}
      .selection=${context.selection}
      .liftedId=${placing.liftedId}
      .faultyIds=${inputs.faulty(context.faults, marks)}
      .lockedIds=${inputs.locked(context.view, marks)}
      .editable=${editing}
      .now=${inputs.now}
      .armed=${context.armedSealId !== null}
      .messages=${texts}
      .words=${texts.viewer}
      .errors=${texts.errors}
      .seamWords=${texts.seam}
      @page-act=${(event: CustomEvent<PageAct>) => stage.handlePage(event.detail)}
    ></esign-page-view>
    ${stage.links.render(keyOf(scene, document), scene.locale)}
    <esign-document-cover
      .name=${document.name}
      .opening=${file.opening}
      .opened=${file.source !== undefined}
      .stopped=${file.isStopped}
      .question=${file.question}
      .locale=${scene.locale}
      @cover-act=${({ detail }: CustomEvent<CoverAct>) => (detail === 'stop' ? file.stop() : file.retry())}
    ></esign-document-cover>
    ${
      file.error
        ? html`<div class="over" role="alert">
            ${card(
              texts.errors[file.error.code],
              '',
              html`<button class="button" type="button" data-act="reopen" @click=${() => file.retry()}>
                ${texts.retry}
              </button>`,
              'danger',
            )}
          </div>`
        : nothing
    }
    ${stage.finding.isDocked && editing ? nothing : renderFinder(stage, document)} ${veil(scene)}
  </div>`;
}

function renderFinder({ scene, file, finding }: Stage, document: EnvelopeDocument): TemplateResult | typeof nothing {
  const { context, editing, locale, viewer } = scene;
  const key = keyOf(scene, document);
  return finding.render({ context, document, source: file.source, key, pageIndex: viewer.pageIndex, editing, locale });
}

/** Tells the documents and their revisions apart. */
function keyOf({ context }: Scene, document: EnvelopeDocument): string {
  return `${document.id}/${context.pinned[document.id] ?? documentHash(document)}`;
}

/** Seals to place, the selected mark, and what is still missing. */
export function renderSide(stage: Stage): TemplateResult {
  const { scene, placing, images } = stage;
  const { texts, context, document } = scene;
  const { view, seals, board, armedSealId } = context;
  const chosen = board.marks.filter(
    ({ id, documentId }) => context.selection.includes(id) && documentId === document?.id,
  );
  const selected = stage.seam
    .shown(board.marks)
    .find(({ id, documentId }) => id === context.selectedId && documentId === document?.id);
  const required = myPlacements(view).filter((place) => place.required);
  const empty = emptyPlacements(view, board.marks);
  const done = required.filter(({ id }) => !empty.some((place) => place.id === id)).length;
  // what does not come is asked for again with the next change
  if (chosen.length > 0) placing.prepareArranging();
  const placements = myPlacements(view);
  const isLocked = placements.some(({ id, policy }) => id === selected?.placementId && policy === 'locked');
  // the choice of a keyword names the seal itself, and what it finds must not be covered by it
  if (stage.finding.isDocked && document) {
    return html`<aside class="side" aria-label=${texts.byKeyword}>${renderFinder(stage, document)}</aside>`;
  }
  const asked = placements.filter(({ mark, documentId }) => isFillIn(mark) && documentId === document?.id);
  if (asked.length > 0) void loadElement('esign-fill-in').catch(() => undefined);
  return html`<aside class="side" aria-label=${texts.seals}>
    ${
      asked.length > 0
        ? html`<esign-fill-in-list
            .places=${asked}
            .marks=${board.marks}
            .locale=${scene.locale}
            @list-act=${({ detail }: CustomEvent<PageAct>) => stage.handlePage(detail)}
          ></esign-fill-in-list>`
        : nothing
    }
    <section>
      <h3>${texts.seals}</h3>
      <esign-seal-tray
        .seals=${seals}
        .images=${images}
        .armedId=${armedSealId}
        .prescribedId=${view?.envelope?.parties.find(({ id }) => id === view.me?.partyId)?.sealId ?? null}
        .messages=${texts}
        .locale=${scene.locale}
        @tray-act=${({ detail }: CustomEvent<TrayAct>) => placing.handleTray(detail, images.get(detail.seal.id))}
      ></esign-seal-tray>
      ${
        seals.length > 0
          ? html`<p class="hint ${armedSealId ? 'active' : ''}">${armedSealId ? texts.armedHint : texts.trayHint}</p>`
          : nothing
      }
      <div class="ways">
        ${
          seals.length > 0
            ? html`<button class="button" type="button" data-act="by-keyword" @click=${() => scene.find('keyword')}>
                ${texts.byKeyword}
              </button>`
            : nothing
        }
        <button class="button" type="button" data-act="add-date" @click=${() => void placing.addDate()}>
          ${texts.mark.date}
        </button>
        <button class="button" type="button" data-act="make-seal" @click=${() => void stage.making.open()}>
          ${texts.makeSeal}
        </button>
      </div>
    </section>
    ${renderSeamTool(stage)}
    ${
      required.length > 0 || empty.length > 0
        ? html`<section class="places">
            <span>${texts.countedPlace(done, required.length)}</span>
            ${
              empty.length > 0
                ? html`<button
                    class="button small"
                    type="button"
                    data-act="next-place"
                    aria-keyshortcuts="Alt+N"
                    @click=${scene.nextPlace}
                  >
                    ${texts.nextPlace}
                  </button>`
                : nothing
            }
          </section>`
        : nothing
    }
    ${
      (selected || chosen.length > 0) && document
        ? html`<section>
            <h3>${texts.selected}</h3>
            <esign-mark-arranger
              .count=${chosen.length}
              .copyable=${chosen.some(isCopyable)}
              .pageCount=${document.pages.length}
              .locale=${scene.locale}
              @arrange-act=${({ detail }: CustomEvent<ArrangeAct>) => stage.arrange(detail)}
            ></esign-mark-arranger>
            ${
              selected && chosen.length < 2
                ? selected.seam
                  ? renderSeamInspector(stage, selected)
                  : html`${selected.kind === 'date' || selected.kind === 'remark' ? renderWriting(stage, selected, placements) : nothing}
                      <esign-mark-inspector
                        .mark=${selected}
                        .pages=${document.pages}
                        .placements=${placements}
                        .locked=${isLocked}
                        .messages=${texts}
                        @inspector-act=${({ detail }: CustomEvent<InspectorAct>) => placing.handleInspector(detail, selected)}
                      ></esign-mark-inspector>`
                : nothing
            }
          </section>`
        : nothing
    }
  </aside>`;
}

/** How a date is written, or the words of a remark; what they need came with the mark. */
function renderWriting(
  { scene, placing, inputs }: Stage,
  mark: Mark,
  placements: readonly Placement[],
): TemplateResult {
  if (mark.kind === 'remark') {
    return html`<esign-remark-inspector
      .mark=${mark}
      .placements=${placements}
      .locale=${scene.locale}
      @remark-act=${({ detail }: CustomEvent<Mark>) => placing.restyle(detail, `write ${mark.id}`)}
    ></esign-remark-inspector>`;
  }
  void loadElement('esign-date-inspector').catch(() => undefined);
  return html`<esign-date-inspector
    .mark=${mark}
    .pages=${scene.document?.pages ?? []}
    .placements=${placements}
    .now=${inputs.now}
    .locale=${scene.locale}
    @date-act=${({ detail }: CustomEvent<Mark>) => placing.restyle(detail)}
  ></esign-date-inspector>`;
}

/** The question before the legal act, or for the reason of a refusal. */
export function renderDialogs(stage: Stage): TemplateResult | typeof nothing {
  const { scene, dialog } = stage;
  const { texts, context, send } = scene;
  const close = (): void => send({ type: 'dialog.closed' });
  if (dialog === 'confirm') {
    const { marks } = context.board;
    return html`<esign-submit-dialog
      .marks=${marks.length}
      .documents=${new Set(marks.map(({ documentId }) => documentId)).size}
      .warnings=${warningsOf(scene)}
      .warningTexts=${texts.placing}
      .submitsWorkflow=${context.view?.submitsWorkflow ?? false}
      .messages=${texts}
      @dialog-confirm=${stage.confirm}
      @dialog-show=${({ detail }: CustomEvent<string>) => scene.showMark(detail)}
      @dialog-close=${close}
    ></esign-submit-dialog>`;
  }
  if (dialog === 'prove') return renderProof(scene, stage.client);
  if (dialog === 'reject') {
    return html`<esign-reject-dialog
      .reasons=${context.terms?.rejectReasons ?? []}
      .error=${context.error ? texts.errors[context.error.code] : ''}
      .messages=${texts}
      @dialog-confirm=${({ detail }: CustomEvent<string>) => stage.reject(detail)}
      @dialog-close=${close}
    ></esign-reject-dialog>`;
  }
  if (stage.making.isOpen) {
    const { error } = stage.making;
    const me = context.view?.me;
    const signers = context.view?.envelope?.parties.find(({ id }) => id === me?.partyId)?.signers ?? [];
    return html`<esign-seal-maker
      .locale=${scene.locale}
      .busy=${stage.making.isBusy}
      .error=${error ? texts.errors[error.code] : ''}
      .phone=${stage.client?.openPhonePad ? () => stage.making.renderPhone(stage.client, scene.locale) : undefined}
      .person=${signers.find(({ id }) => id === me?.signerId)?.name ?? ''}
      @maker-save=${({ detail }: CustomEvent<MadeSeal>) => stage.saveSeal(detail)}
      @maker-close=${() => stage.making.close()}
    ></esign-seal-maker>`;
  }
  return nothing;
}

/** What a signer should look at before they submit, in words. */
export function warningsOf({ context, texts }: Scene): { id: string; text: string }[] {
  const { marks } = context.board;
  const { view, seals } = context;
  const nameOf = (id: string): string => {
    const mark = marks.find((one) => one.id === id);
    return seals.find((seal) => seal.id === mark?.sealId)?.name ?? (mark ? texts.mark[mark.kind] : '');
  };
  const pagesOf = (documentId: string) => view?.envelope?.documents.find(({ id }) => id === documentId)?.pages ?? [];
  const inWords = ({ kind, id, otherId, pageIndex }: MarkWarning): string =>
    kind === 'overlap'
      ? texts.placing.overlap(nameOf(id), nameOf(otherId), pageIndex + 1)
      : texts.placing.coversSeam(nameOf(id), pageIndex + 1);
  return markWarnings(marks, pagesOf).map((warning) => ({ id: warning.id, text: inWords(warning) }));
}
