import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { isSigning } from '../core/editor-mapping.js';
import { sampleKinds, sampleRecord, type SampleKind } from '../core/sample-record.js';
import {
  actInSimulation,
  actionsOf,
  eventsOf,
  exitsOf,
  fireEvent,
  startSimulation,
  takeExit,
  type Simulation,
  type SimulationRow,
} from '../core/simulation.js';
import { LocalizeController } from '../i18n/localize.js';
import { mappingSimulationEn } from '../i18n/mapping-simulation.en.js';
import { mappingSimulationZhCn, type MappingSimulationMessages } from '../i18n/mapping-simulation.zh-cn.js';
import type { EnvelopeDraft, PlannedParty } from '../schema/plan.js';
import { controls } from './controls.styles.js';
import { nodeName, type MappingView } from './mapping-view.js';
import styles from './simulation-panel.styles.js';
import { effectText, eventText, planProblemText, whyText } from './simulation-words.js';

/** A trial run of the mapping as it stands: where the record is, the request that would be sent, and what happened and why. */
export class SimulationPanel extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) say: ((text: string) => void) | undefined;
  @property() locale = '';

  @state() private run: Simulation | undefined;
  @state() private sample: SampleKind = 'filled';
  @state() private asJson = false;
  /** What the run was started with: an edit makes it out of date. */
  #startedWith: Pick<MappingView, 'mapping' | 'workflow'> | undefined;

  readonly #localize = new LocalizeController(this, {
    'zh-CN': mappingSimulationZhCn,
    en: mappingSimulationEn,
    'zh-TW': async () => (await import('../i18n/mapping-simulation.zh-tw.js')).mappingSimulationZhTw,
  });

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('view') && this.view && !this.run) this.#restart();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, run } = this;
    if (!view || !run) return nothing;
    const { messages } = this.#localize;
    const isOld = this.#startedWith?.mapping !== view.mapping || this.#startedWith.workflow !== view.workflow;
    return html`<p class="intro muted">${messages.intro}</p>
      ${isOld ? html`<p class="notice warning" role="status">${messages.changed}</p>` : nothing}
      <div class="columns">
        <section class="flow">${this.#renderControls(view, run, messages)}</section>
        <section aria-labelledby="request">${this.#renderRequest(run, messages)}</section>
      </div>
      <section aria-labelledby="timeline">
        <h3 id="timeline">${messages.timeline}</h3>
        ${
          run.timeline.length === 0
            ? html`<p class="muted">${messages.emptyTimeline}</p>`
            : html`<ol class="timeline">
                ${withoutQuiet(run.timeline).map((row) => this.#renderRow(view, messages, row))}
              </ol>`
        }
      </section>`;
  }

  #renderControls(view: MappingView, run: Simulation, messages: MappingSimulationMessages): TemplateResult {
    const exits = exitsOf(run);
    const actions = actionsOf(run);
    const events = eventsOf(run);
    return html`<div class="start">
        <label for="sample">${messages.record}</label>
        <select id="sample" class="input" @change=${this.#handleSample}>
          ${sampleKinds.map(
            (kind) => html`<option value=${kind} .selected=${kind === this.sample}>${messages.samples[kind]}</option>`,
          )}
        </select>
        <button class="button" type="button" data-act="restart" @click=${() => this.#restart()}>
          ${messages.restart}
        </button>
      </div>
      <p class="here">
        <span class="muted">${messages.here}</span> <strong>${nodeName(view, run.record.currentNodeId)}</strong>
      </p>
      <h3>${messages.exits}</h3>
      <div class="acts">
        ${exits.map((exit) =>
          act(`exit-${exit.id}`, messages.exit(exit.name, nodeName(view, exit.to)), () =>
            this.#go(takeExit(run, exit.id)),
          ),
        )}
        ${exits.length === 0 ? html`<span class="muted">${messages.noExits}</span>` : nothing}
      </div>
      ${
        actions.length > 0
          ? html`<h3>${messages.people}</h3>
              <div class="acts">
                ${actions.map((action) =>
                  act(`act-${action}`, messages.actions[action], () => this.#go(actInSimulation(run, action))),
                )}
              </div>`
          : nothing
      }
      <h3>${messages.provider}</h3>
      <div class="acts">
        ${events.map((event) => act(`event-${event}`, messages.events[event], () => this.#go(fireEvent(run, event))))}
        ${events.length === 0 ? html`<span class="muted">${messages.noEvents}</span>` : nothing}
      </div>`;
  }

  #renderRequest({ draft, envelope }: Simulation, messages: MappingSimulationMessages): TemplateResult {
    return html`<header>
        <h3 id="request">${messages.request}</h3>
        ${envelope ? html`<span class="badge accent status">${messages.statuses[envelope.status]}</span>` : nothing}
        ${
          draft
            ? html`<button
                class="button small"
                type="button"
                data-act="json"
                aria-pressed=${this.asJson ? 'true' : 'false'}
                @click=${() => (this.asJson = !this.asJson)}
              >
                ${messages.json}
              </button>`
            : nothing
        }
      </header>
      ${
        !draft
          ? html`<p class="muted">${messages.noRequest}</p>`
          : this.asJson
            ? html`<pre tabindex="0" aria-labelledby="request">${JSON.stringify(draft, null, 2)}</pre>`
            : this.#renderSheet(draft, messages)
      }`;
  }

  #renderSheet(draft: EnvelopeDraft, messages: MappingSimulationMessages): TemplateResult {
    const files = draft.documents.map((file) =>
      file.kind === 'file' ? file.name : messages.template(file.templateId),
    );
    const parties = [...draft.parties].sort((left, right) => left.order - right.order);
    const day = new Intl.DateTimeFormat(this.#localize.locale, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<dl>
      ${row('subject', messages.subject, draft.subject)} ${row('initiator', messages.initiator, draft.initiator.name)}
      ${row('organization', messages.organization, draft.organization ?? messages.none)}
      ${row('files', messages.files, list(files))}
      ${row(
        'signers',
        messages.signers,
        list(parties.map((party) => this.#renderParty(party, draft.order === 'ordered', messages))),
      )}
      ${row('deadline', messages.deadline, draft.deadline ? day.format(new Date(draft.deadline)) : messages.none)}
      ${row('cc', messages.cc, draft.cc.length > 0 ? list(draft.cc) : messages.none)}
    </dl>`;
  }

  #renderParty(party: PlannedParty, isOrdered: boolean, messages: MappingSimulationMessages): TemplateResult {
    const status = this.run?.envelope?.parties.find(({ id }) => id === party.id)?.status;
    const signers = party.signers.map(({ name, contact }) => (contact ? `${name} ${contact}` : name));
    const isPerson = party.signers.some(({ name }) => name === party.name);
    const names = isPerson ? signers : [party.name, ...signers];
    return html`${isOrdered ? html`<span class="muted">${messages.order(party.order)}</span> ` : nothing}${names.join(' · ')}
    ${status ? html`<span class="badge">${messages.partyStatuses[status]}</span>` : nothing}`;
  }

  #renderRow(view: MappingView, messages: MappingSimulationMessages, row: SimulationRow | number): TemplateResult {
    if (typeof row === 'number') return html`<li class="quiet muted">${messages.quiet(row)}</li>`;
    const { effects, blocks, problems } = row;
    return html`<li>
      <span class="event">${eventText(view, messages, row.event)}</span>
      ${blocks.map(
        ({ why }) =>
          html`<p class="notice danger">${messages.blocked} <span>${whyText(view, messages, why)}</span></p>`,
      )}
      ${problems.map((problem) => html`<p class="notice warning">${planProblemText(view, messages, problem)}</p>`)}
      ${effects.map(
        (effect) =>
          html`<p class="effect" data-effect=${effect.kind}>
            ${effectText(view, messages, effect)}
            <span class="why muted">${whyText(view, messages, effect.why)}</span>
          </p>`,
      )}
    </li>`;
  }

  #handleSample(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.sample = sampleKinds.find((kind) => kind === value) ?? 'filled';
    this.#restart();
  }

  #restart(): void {
    const { view } = this;
    if (!view || !isSigning(view.mapping)) return;
    const { mapping, workflow } = view;
    const now = new Date().toISOString();
    this.#startedWith = { mapping, workflow };
    this.run = startSimulation(mapping, workflow, sampleRecord(workflow, this.sample, { now }), now);
  }

  #go(next: Simulation): void {
    const { view, run } = this;
    if (!view || !run) return;
    const fresh = next.timeline.slice(run.timeline.length).flatMap(({ effects }) => effects);
    this.run = next;
    this.say?.(this.#localize.messages.said(nodeName(view, next.record.currentNodeId), fresh.length));
    void this.#keepFocus();
  }

  /** The button that was pressed may be gone with the node it belonged to; the next one to press is near. */
  async #keepFocus(): Promise<void> {
    await this.updateComplete;
    if (this.shadowRoot?.activeElement) return;
    const next = ['.acts button', '.start button'].map((place) => this.shadowRoot?.querySelector<HTMLElement>(place));
    next.find((button) => button)?.focus();
  }
}

function act(name: string, text: string, run: () => void): TemplateResult {
  return html`<button class="button" type="button" data-act=${name} @click=${run}>${text}</button>`;
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

/** The rows in which something happens; how many others lie between them instead of those. */
function withoutQuiet(timeline: readonly SimulationRow[]): (SimulationRow | number)[] {
  const rows: (SimulationRow | number)[] = [];
  for (const row of timeline) {
    const isQuiet = row.effects.length + row.blocks.length + row.problems.length === 0;
    const last = rows.at(-1);
    if (!isQuiet) rows.push(row);
    else if (typeof last === 'number') rows[rows.length - 1] = last + 1;
    else rows.push(1);
  }
  return rows;
}
