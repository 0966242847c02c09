import { html, nothing, type TemplateResult } from 'lit';

import { remaining } from '../core/seal-use.js';
import { launchProblems, type SimulatedRequest, type Simulation } from '../core/simulation.js';
import type { MappingSimulationMessages } from '../i18n/mapping-simulation.zh-cn.js';
import type { EnvelopeDraft, PlannedParty } from '../schema/plan.js';
import type { PlanProblem } from '../schema/record-tab.js';
import type { SealUseDraft } from '../schema/seal-use.js';
import type { MappingView } from './mapping-view.js';
import { planProblemText, type Names } from './simulation-words.js';

type Words = MappingSimulationMessages;

export interface SheetScene {
  readonly view: MappingView;
  readonly run: Simulation;
  readonly words: Words;
  readonly names: Names;
  /** A moment in the language of the page. */
  time(moment: string): string;
}

/** The request as people read it, with whether it still follows the record. */
export function renderSheet(scene: SheetScene, request: SimulatedRequest): TemplateResult {
  return html`${renderState(scene, request)}
  ${request.kind === 'sealUse' ? renderApplication(scene, request.draft) : nothing}
  ${request.kind === 'envelope' && request.draft ? renderEnvelope(scene, request.draft) : nothing}`;
}

function renderState(scene: SheetScene, request: SimulatedRequest): TemplateResult {
  const { run, words } = scene;
  if (!request.frozen) {
    const problems = request.kind === 'envelope' ? request.problems : [];
    return problems.length > 0
      ? renderProblems(scene, words.cannotCreate, problems)
      : html`<p class="muted state">${words.preview}</p>`;
  }
  const found = launchProblems(run);
  const isLaunched = run.envelope !== null && run.envelope.launchedAt !== null;
  return html`<p class="muted state">${words.frozen}${isLaunched ? html` ${words.launched}` : nothing}</p>
    ${found.length > 0 ? renderProblems(scene, words.launchBad, found) : nothing}
    ${run.envelope?.status === 'draft' && found.length === 0 ? html`<p class="muted state">${words.launchOk}</p>` : nothing}`;
}

function renderProblems({ view, words }: SheetScene, title: string, problems: readonly PlanProblem[]): TemplateResult {
  return html`<div class="notice warning problems">
    <span>${title}</span>
    ${list(problems.map((problem) => planProblemText(view, words, problem)))}
  </div>`;
}

function renderEnvelope(scene: SheetScene, draft: EnvelopeDraft): TemplateResult {
  const { words, names, time } = scene;
  const files = draft.documents.map((file) =>
    file.kind === 'file' ? file.name : words.template(file.name ?? file.templateId),
  );
  const parties = [...draft.parties].sort((left, right) => left.order - right.order);
  const copies = draft.cc.map((who) => names.get(who) ?? who);
  return html`<dl>
    ${row('subject', words.subject, draft.subject)} ${row('initiator', words.initiator, draft.initiator.name)}
    ${row('organization', words.organization, draft.organization ?? words.none)}
    ${row('files', words.files, list(files))}
    ${row('signers', words.signers, list(parties.map((party) => renderParty(scene, party, draft.order === 'ordered'))))}
    ${row('deadline', words.deadline, draft.deadline ? time(draft.deadline) : words.none)}
    ${row('cc', words.cc, copies.length > 0 ? list(copies) : words.none)}
    ${draft.remark ? row('remark', words.remark, draft.remark) : nothing}
    ${draft.sceneNumber ? row('scene', words.scene, draft.sceneNumber) : nothing}
  </dl>`;
}

function renderParty({ run, words }: SheetScene, party: PlannedParty, isOrdered: boolean): TemplateResult {
  const status = run.envelope?.parties.find(({ id }) => id === party.id)?.status;
  const signers = party.signers.map(({ name, contact }) => (contact ? `${name} ${contact}` : name));
  const isPerson = party.signers.some(({ name }) => name === party.name);
  const names = isPerson ? signers : [party.name, ...signers];
  return html`${isOrdered ? html`<span class="muted">${words.order(party.order)}</span> ` : nothing}${names.join(' · ')}
  ${status ? html`<span class="badge">${words.partyStatuses[status]}</span>` : nothing}`;
}

function renderApplication({ view, run, words }: SheetScene, draft: SealUseDraft): TemplateResult {
  const { sealUse } = run;
  const faults = draft.problems.map(({ code, slot }) => planProblemText(view, words, { code, slot, field: null }));
  const uses = sealUse && words.remaining(remaining(sealUse.uses), sealUse.uses.count + sealUse.uses.appended);
  return html`${faults.length > 0 ? html`<div class="notice warning problems">${list(faults)}</div>` : nothing}
    <dl>
      ${row('subject', words.useSubject, draft.subject || words.none)}
      ${row('applicant', words.applicant, draft.applicant?.name ?? words.none)}
      ${row('fileType', words.fileType, draft.fileType?.name ?? words.none)}
      ${row('seals', words.seals, draft.seals.length > 0 ? list(draft.seals.map(({ name }) => name)) : words.none)}
      ${row('count', words.count, uses ?? draft.count ?? words.none)}
      ${sealUse ? row('codes', words.codes, list(sealUse.useCodes)) : nothing}
    </dl>`;
}

function row(name: string, term: string, value: unknown): TemplateResult {
  return html`<div data-row=${name}>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}

function list(items: readonly unknown[]): TemplateResult {
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}
