import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import {
  atStart,
  peopleIn,
  pressButton,
  requestOf,
  restarted,
  startSimulation,
  stepBack,
  takeExit,
  whoActs,
  type SimulatedRequest,
  type Simulation,
} from '../core/simulation.js';
import { LocalizeController } from '../i18n/localize.js';
import { mappingSimulationEn } from '../i18n/mapping-simulation.en.js';
import { mappingSimulationZhCn, type MappingSimulationMessages } from '../i18n/mapping-simulation.zh-cn.js';
import type { FormRecord } from '../schema/form.js';
import { controls } from './controls.styles.js';
import { tokenOf, type FlowToken } from './flow-token.js';
import { glyph } from './icons.js';
import { capabilitiesOf, nodeName, type MappingView } from './mapping-view.js';
import { renderRecordTurn } from './record-turn.js';
import recordTurn from './record-turn.styles.js';
import styles from './simulation-panel.styles.js';
import { renderMoves } from './simulation-moves.js';
import { renderSheet } from './simulation-sheet.js';
import { renderSight } from './simulation-sight.js';
import { renderTimeline } from './simulation-timeline.js';
import type { Names } from './simulation-words.js';
import type { TrialPort } from './trial-port.js';

/** A trial run of the mapping as it stands: where the record is, the request that would be sent, and what happened and why. */
export class SimulationPanel extends LitElement {
  static override styles = [controls, recordTurn, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  /** A record that the page asked for; without it the one of the record bar is tried. */
  @property({ attribute: false }) record: FormRecord | undefined;
  /** Turns the record bar to another record. */
  @property({ attribute: false }) turn: ((by: number) => void) | undefined;
  /** The cases, which what is tried can be pinned to. */
  @property({ attribute: false }) trial: TrialPort | undefined;
  @property({ attribute: false }) say: ((text: string) => void) | undefined;
  @property() locale = '';

  @state() private run: Simulation | undefined;
  /** Whose buttons are shown; null follows whoever has something to do. */
  @state() private viewer: string | null = null;
  @state() private asJson = false;
  @state() private copied: 'no' | 'yes' | 'failed' = 'no';
  /** What the run was started with: an edit makes it out of date, another record starts it anew. */
  #startedWith: { view: MappingView; record: FormRecord } | undefined;
  #token: { run: Simulation; token: FlowToken } | undefined;
  #idle: { view: MappingView; idle: MappingView } | undefined;

  readonly #localize = new LocalizeController(this, {
    'zh-CN': mappingSimulationZhCn,
    en: mappingSimulationEn,
    'zh-TW': async () => (await import('../i18n/mapping-simulation.zh-tw.js')).mappingSimulationZhTw,
  });

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const record = this.record ?? this.view?.trial.context.record;
    if (this.view && record && record !== this.#startedWith?.record) this.#start(this.view, record);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, run } = this;
    if (!view || !run) return nothing;
    const { messages } = this.#localize;
    const before = this.#startedWith?.view;
    const isOld = before?.mapping !== view.mapping || before.workflow !== view.workflow;
    const request = requestOf(run);
    const names: Names = new Map(peopleIn(run).map(({ userId, name }) => [userId, name]));
    return html`<p class="intro muted">${messages.intro}</p>
      ${this.#renderStart(view, run, messages)}
      <esign-case-pin
        .view=${view}
        .trial=${this.trial}
        .record=${this.record}
        .outdated=${isOld}
        .say=${this.say}
        .locale=${this.locale}
      ></esign-case-pin>
      ${isOld ? html`<p class="notice warning" role="status">${messages.changed}</p>` : nothing}
      <section class="map" aria-label=${messages.diagram}>
        <esign-flow-diagram .view=${this.#idleView(view)} .token=${this.#tokenOf(run)}></esign-flow-diagram>
      </section>
      <div class="columns">
        <section class="flow">
          ${renderMoves(view, run, messages, (next) => this.#go(next))}
          ${renderSight(view, run, this.#viewer(run), messages, {
            locale: this.#localize.locale,
            choose: (userId) => {
              this.viewer = userId;
            },
            press: (button, userId) => this.#go(pressButton(run, button, userId)),
          })}
        </section>
        <section class="request" aria-labelledby="request">
          ${this.#renderRequest(view, run, request, messages, names)}
        </section>
      </div>
      <section aria-labelledby="timeline">
        <h3 id="timeline">${messages.timeline}</h3>
        ${renderTimeline(view, messages, run.timeline, names)}
      </section>`;
  }

  #renderStart({ trial }: MappingView, run: Simulation, messages: MappingSimulationMessages): TemplateResult {
    const { record } = this;
    return html`<div class="start">
      ${renderRecordTurn(
        { label: messages.record, previous: messages.previous, next: messages.next },
        record ? messages.givenRecord(record.title) : trial.name,
        record ? '' : messages.at(trial.index + 1, trial.count),
        (by) => this.turn?.(by),
      )}
      <button
        class="button"
        type="button"
        data-act="back"
        ?disabled=${run.acts.length === 0}
        @click=${() => this.#back()}
      >
        ${glyph('undo')}${messages.back}
      </button>
      <button class="button" type="button" data-act="restart" @click=${() => this.#restart()}>
        ${messages.restart}
      </button>
    </div>`;
  }

  #renderRequest(
    view: MappingView,
    run: Simulation,
    request: SimulatedRequest | null,
    messages: MappingSimulationMessages,
    names: Names,
  ): TemplateResult {
    const { envelope, sealUse } = run;
    const day = new Intl.DateTimeFormat(this.#localize.locale, { dateStyle: 'medium', timeStyle: 'short' });
    const time = (moment: string): string => day.format(new Date(moment));
    const status = envelope ? messages.statuses[envelope.status] : sealUse ? messages.sealStatuses[sealUse.status] : '';
    const json = JSON.stringify(request?.draft, null, 2);
    return html`<header>
        <h3 id="request">${request?.kind === 'sealUse' ? messages.application : messages.request}</h3>
        ${status ? html`<span class="badge accent status">${status}</span>` : nothing}
        ${
          request?.draft
            ? html`<span class="tools">
                <span role="status" class="muted">${this.#copyText(messages)}</span>
                ${
                  this.asJson
                    ? html`<button
                        class="button small"
                        type="button"
                        data-act="copy"
                        @click=${() => void this.#copy(json)}
                      >
                        ${glyph('copy')}${messages.copy}
                      </button>`
                    : nothing
                }
                <button
                  class="button small"
                  type="button"
                  data-act="json"
                  aria-pressed=${this.asJson ? 'true' : 'false'}
                  @click=${() => (this.asJson = !this.asJson)}
                >
                  ${messages.json}
                </button>
              </span>`
            : nothing
        }
      </header>
      ${
        request === null
          ? nothing
          : this.asJson && request.draft
            ? html`<pre tabindex="0" aria-labelledby="request">${json}</pre>`
            : renderSheet({ view, run, words: messages, names, time }, request)
      }`;
  }

  #copyText(messages: MappingSimulationMessages): string {
    if (!this.asJson || this.copied === 'no') return '';
    return this.copied === 'yes' ? messages.copied : messages.copyFailed;
  }

  async #copy(json: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(json);
      this.copied = 'yes';
    } catch {
      // a page that is not served over https, or that denies it: the text stays to be selected
      this.copied = 'failed';
    }
  }

  #viewer(run: Simulation): { userId: string; name: string } {
    return peopleIn(run).find(({ userId }) => userId === this.viewer) ?? whoActs(run);
  }

  /** While a run is looked at, no place is picked on its diagram. */
  #idleView(view: MappingView): MappingView {
    if (this.#idle?.view !== view) this.#idle = { view, idle: { ...view, picking: null } };
    return this.#idle.idle;
  }

  #tokenOf(run: Simulation): FlowToken {
    if (this.#token?.run !== run) {
      this.#token = { run, token: tokenOf(run, (exitId) => this.#go(takeExit(run, exitId))) };
    }
    return this.#token.token;
  }

  /** A made-up record, and one that is finished, begins at the start; one that the page gave is where it is. */
  #start(view: MappingView, record: FormRecord): void {
    const { mapping, workflow, trial } = view;
    const { now, utcOffset, findPerson } = trial.context;
    const first = this.record && !record.finished ? record : atStart(workflow, record);
    this.#startedWith = { view, record };
    this.viewer = null;
    this.copied = 'no';
    const { alternateSigners } = capabilitiesOf(view) ?? {};
    this.run = startSimulation(mapping, workflow, first, now, { utcOffset, findPerson, alternateSigners });
  }

  #restart(): void {
    const record = this.#startedWith?.record;
    if (this.view && record) this.#start(this.view, record);
    if (this.run) this.run = restarted(this.run);
  }

  #back(): void {
    const { view, run } = this;
    if (!view || !run) return;
    this.run = stepBack(run);
    this.copied = 'no';
    this.say?.(this.#localize.messages.saidBack(nodeName(view, this.run.record.currentNodeId)));
    void this.#keepFocus();
  }

  #go(next: Simulation): void {
    const { view, run } = this;
    if (!view || !run) return;
    const fresh = next.timeline.slice(run.timeline.length).flatMap(({ effects }) => effects);
    this.run = next;
    this.copied = 'no';
    this.say?.(this.#localize.messages.said(nodeName(view, next.record.currentNodeId), fresh.length));
    void this.#keepFocus();
  }

  /** The button that was pressed may be gone with the node it belonged to; the next one to press is near. */
  async #keepFocus(): Promise<void> {
    await this.updateComplete;
    const active = this.shadowRoot?.activeElement;
    if (active && !(active as HTMLButtonElement).disabled) return;
    const next = ['.acts button', '.seen button', '[data-act="restart"]'].map((place) =>
      this.shadowRoot?.querySelector<HTMLElement>(place),
    );
    next.find((button) => button)?.focus();
  }
}
