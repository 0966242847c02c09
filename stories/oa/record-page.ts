import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';

import type { FormRecord } from '../../src/schema/form.js';
import type { RecordTab } from '../../src/schema/record-tab.js';
import type { Session } from '../../src/schema/provider.js';
import type { SealUseTab } from '../../src/schema/seal-use.js';
import { controls } from '../../src/ui/controls.styles.js';
import { DemoError, host, oa, type DemoUser, type OpenRecord } from './api.js';
import { oaStyles } from './oa.styles.js';
import type { FormPatch } from './record-form.js';
import { failureText, oaTexts, type OaTexts } from './texts.js';

type TabId = 'form' | 'sign' | 'seal' | 'flow';
type Notice = { kind: 'success' | 'danger'; title: string; text: string; toSign: boolean };

/** How often, and how long apart in milliseconds, the record is read again while the host moves it on by itself (C-38). */
const MOVE_TRIES = 6;
const MOVE_PAUSE = 700;

/** `#/record/{id}`: the form, the tab of the signing element, and the course of the workflow. */
export class RecordPage extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: var(--_gap-3);
      }
      .head > div:first-child {
        flex: 1 1 320px;
        min-width: 0;
      }
      .meta {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--_gap-4);
        margin-top: 4px;
        color: var(--_text-2);
        font-size: 13px;
      }
      .submit {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: var(--_gap-2);
      }
      .tabs {
        display: flex;
        gap: var(--_gap-1);
        overflow-x: auto;
        border-bottom: 1px solid var(--_line);
      }
      .tabs button {
        padding: 9px var(--_gap-4);
        border: 0;
        border-bottom: 2px solid transparent;
        background: none;
        color: var(--_text-2);
        white-space: nowrap;
        cursor: pointer;
      }
      .tabs button:hover {
        color: var(--_text);
      }
      .tabs button[aria-selected='true'] {
        border-bottom-color: var(--_accent);
        color: var(--_accent);
        font-weight: 600;
      }
      .tabs button:focus-visible {
        outline-offset: -2px;
      }
      .notice > div {
        flex: 1;
      }
      .notice b {
        display: block;
      }
      esign-sign-panel {
        min-height: 420px;
        height: max(420px, calc(100vh - 210px));
      }
      .seal {
        display: grid;
        gap: var(--_gap-4);
        align-items: start;
      }
      @media (min-width: 1200px) {
        .seal {
          grid-template-columns: minmax(0, 1fr) 300px;
        }
      }
      @media (max-width: 480px) {
        .submit {
          flex: 1 1 100%;
          justify-content: stretch;
        }
        .submit .button {
          flex: 1;
          min-height: 40px;
        }
      }
    `,
  ];

  @property() recordId = '';
  @property() locale = 'zh-CN';
  @property() appearance: 'auto' | 'light' | 'dark' = 'auto';
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) users: readonly DemoUser[] = [];

  @state() private open: OpenRecord | undefined;
  @state() private signTab: RecordTab | undefined;
  @state() private sealTab: SealUseTab | undefined;
  @state() private failure: unknown;
  @state() private tab: TabId | undefined;
  @state() private visited: readonly TabId[] = [];
  @state() private patch: FormPatch | undefined;
  @state() private busy: 'save' | 'submit' | undefined;
  @state() private notice: Notice | undefined;
  /** Counts the submits: what was open for signing at the last node is made anew at the next one. */
  @state() private moves = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    const texts = oaTexts(this.locale);
    if (this.failure !== undefined) {
      return html`<div class="card state" role="alert">
        <b>${texts.failed}</b>
        <p>${failureText(this.failure, texts)}</p>
        <a class="button" href="#/">${texts.record.back}</a>
      </div>`;
    }
    const { open, tab } = this;
    if (!open || !tab) return html`<div class="card state"><span class="spinner"></span>${texts.loading}</div>`;
    return html`
      <div class="page">
        ${this.#renderHead(open, texts)} ${this.#renderNotice(texts)}
        <div>
          <div class="tabs" role="tablist" aria-label=${texts.record.tabs} @keydown=${this.#handleTabKey}>
            ${this.#tabs(texts).map(
              ({ id, label }) => html`
                <button
                  role="tab"
                  type="button"
                  id="tab-${id}"
                  aria-selected=${id === tab}
                  aria-controls="panel-${id}"
                  tabindex=${id === tab ? 0 : -1}
                  @click=${() => this.#select(id)}
                >
                  ${label}
                </button>
              `,
            )}
          </div>
        </div>
        ${this.#tabs(texts).map(
          ({ id }) => html`
            <div role="tabpanel" id="panel-${id}" aria-labelledby="tab-${id}" ?hidden=${id !== tab}>
              ${this.visited.includes(id) ? this.#renderPanel(id, open) : nothing}
            </div>
          `,
        )}
      </div>
    `;
  }

  #tabs(texts: OaTexts): { id: TabId; label: string }[] {
    const hasSeal = this.sealTab?.configured ?? false;
    const hasSign = !hasSeal || (this.signTab !== undefined && this.signTab.state !== 'notConfigured');
    const name = this.signTab?.tab.name[this.locale === 'en' ? 'en' : 'zh-CN'];
    return [
      { id: 'form', label: texts.record.form },
      ...(hasSign ? [{ id: 'sign' as const, label: name || texts.record.sign }] : []),
      ...(hasSeal ? [{ id: 'seal' as const, label: texts.record.seal }] : []),
      { id: 'flow', label: texts.record.flow },
    ];
  }

  #renderHead({ record, workflow, canEdit, exits }: OpenRecord, texts: OaTexts): TemplateResult {
    const node = workflow.nodes.find((candidate) => candidate.id === record.currentNodeId);
    return html`
      <div class="head">
        <div>
          <h1>${record.title}</h1>
          <p class="meta">
            <span>${workflow.name}</span>
            <span>${texts.record.creator} ${record.creator.name}</span>
            <span id="node">
              ${record.finished ? texts.record.finished : html`${texts.record.node} <b>${node?.name ?? record.currentNodeId}</b>`}
            </span>
          </p>
        </div>
        <div class="submit">
          ${
            canEdit
              ? html`<button
                  class="button"
                  type="button"
                  id="save"
                  ?disabled=${!this.patch || this.busy !== undefined}
                  @click=${this.#handleSave}
                >
                  ${this.busy === 'save' ? texts.record.saving : texts.record.save}
                </button>`
              : nothing
          }
          ${exits.map((exit) => {
            const isForward = isAhead(exit, workflow.nodes);
            return html`<button
              class="button ${isForward ? 'primary' : ''}"
              type="button"
              data-exit=${exit.id}
              ?disabled=${this.busy !== undefined}
              @click=${() => this.#submit(exit.id)}
            >
              ${exit.name}
            </button>`;
          })}
          ${
            exits.length === 0 && !record.finished
              ? html`<span class="muted">${texts.record.nothingToDo}</span>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  #renderNotice(texts: OaTexts): TemplateResult {
    const { notice, busy, patch } = this;
    return html`<div aria-live="polite">
      ${busy === 'submit' ? html`<p class="notice"><span class="spinner"></span>${texts.record.submitting}</p>` : nothing}
      ${
        notice
          ? html`<div class="notice ${notice.kind}" id="notice">
              <div><b>${notice.title}</b>${notice.text}</div>
              ${
                notice.toSign
                  ? html`<button class="button small" type="button" @click=${() => this.#select('sign')}>
                      ${texts.record.toSign}
                    </button>`
                  : nothing
              }
            </div>`
          : nothing
      }
      ${patch && !notice ? html`<p class="notice">${texts.record.unsaved}</p>` : nothing}
    </div>`;
  }

  #renderPanel(id: TabId, open: OpenRecord): TemplateResult {
    const theme = this.appearance === 'auto' ? nothing : this.appearance;
    switch (id) {
      case 'form':
        return html`<oa-record-form
          .open=${open}
          .users=${this.users}
          .locale=${this.locale}
          @form-change=${this.#handleFormChange}
        ></oa-record-form>`;
      case 'sign':
        return html`${keyed(
          this.moves,
          html`<esign-sign-panel
            record-id=${this.recordId}
            endpoint="/"
            locale=${this.locale}
            theme=${theme}
            @esign-signed=${this.#handleSigned}
            @esign-rejected=${this.#handleRejected}
            @esign-submit-workflow=${this.#handleSigned}
          ></esign-sign-panel>`,
        )}`;
      case 'seal':
        return html`<div class="seal">
          <esign-seal-apply
            record-id=${this.recordId}
            endpoint="/"
            locale=${this.locale}
            theme=${theme}
            @esign-applied=${this.#handleSealChange}
            @esign-appended=${this.#handleSealChange}
            @esign-ended=${this.#handleSealChange}
          ></esign-seal-apply>
          <oa-register-desk
            .session=${this.session}
            .sealUse=${this.sealTab?.sealUse ?? null}
            .machine=${machineOf(open.record)}
            .locale=${this.locale}
            @recorded=${this.#handleSealChange}
          ></oa-register-desk>
        </div>`;
      case 'flow':
        return html`<oa-record-flow .open=${open} .locale=${this.locale}></oa-record-flow>`;
    }
  }

  async #load(): Promise<void> {
    try {
      const [open, signTab, sealTab] = await this.#read();
      this.#show(open, signTab, sealTab);
      const first = signTab?.tab.openFirst && signTab.tab.visible ? 'sign' : 'form';
      this.#select(this.tab ?? first);
    } catch (error) {
      this.failure = error;
    }
  }

  /** The tabs are extras: a person without rights on them still sees the form. */
  async #read(): Promise<[OpenRecord, RecordTab | undefined, SealUseTab | undefined]> {
    return Promise.all([
      oa.record(this.recordId),
      host.getRecordTab(this.recordId).catch(() => undefined),
      host.getRecordSealUse(this.recordId).catch(() => undefined),
    ]);
  }

  #show(open: OpenRecord, signTab?: RecordTab, sealTab?: SealUseTab): void {
    this.open = open;
    this.signTab = signTab;
    this.sealTab = sealTab;
  }

  #select(tab: TabId): void {
    this.tab = tab;
    if (!this.visited.includes(tab)) this.visited = [...this.visited, tab];
    if (tab === 'sign' && this.notice?.toSign) this.notice = undefined;
  }

  async #submit(exitId: string): Promise<void> {
    const texts = oaTexts(this.locale);
    this.busy = 'submit';
    this.notice = undefined;
    try {
      if (this.patch) await this.#savePatch();
      const open = await oa.submit(this.recordId, exitId);
      this.moves += 1;
      this.notice = { kind: 'success', title: '', text: texts.record.submitted(nodeName(open)), toSign: false };
      await this.#reread(open);
    } catch (error) {
      const isBlocked = error instanceof DemoError && error.code === 'submit-blocked';
      this.notice = {
        kind: 'danger',
        title: texts.record.blocked,
        text: failureText(error, texts),
        toSign: isBlocked && this.signTab !== undefined && this.signTab.state !== 'notConfigured',
      };
    } finally {
      this.busy = undefined;
    }
  }

  /** After the record moved, every element starts anew at the new node; the tab in front stays. */
  async #reread(known?: OpenRecord): Promise<void> {
    const [open, signTab, sealTab] = await this.#read();
    this.#show(known && known.record.updatedAt > open.record.updatedAt ? known : open, signTab, sealTab);
    const tabs = this.#tabs(oaTexts(this.locale)).map((tab) => tab.id);
    if (this.tab && !tabs.includes(this.tab)) this.tab = 'form';
    // tabs behind are made again when they are opened, so that they show the new node
    this.visited = this.visited.filter((id) => id === this.tab || id === 'form');
    if (this.tab === 'seal')
      await this.updateComplete.then(() => this.renderRoot.querySelector('esign-seal-apply')?.refresh());
  }

  async #savePatch(): Promise<void> {
    if (!this.patch) return;
    this.open = await oa.saveRecord(this.recordId, this.patch);
    this.patch = undefined;
  }

  readonly #handleSave = async (): Promise<void> => {
    const texts = oaTexts(this.locale);
    this.busy = 'save';
    try {
      await this.#savePatch();
      this.notice = { kind: 'success', title: '', text: texts.record.saved, toSign: false };
    } catch (error) {
      this.notice = { kind: 'danger', title: '', text: failureText(error, texts), toSign: false };
    } finally {
      this.busy = undefined;
    }
  };

  readonly #handleFormChange = (event: CustomEvent<FormPatch>): void => {
    this.patch = event.detail;
    this.notice = undefined;
  };

  readonly #handleRejected = (): void => void this.#reread();

  readonly #handleSigned = async (): Promise<void> => {
    const before = this.open?.record.currentNodeId;
    for (let tries = 0; tries < MOVE_TRIES && this.isConnected; tries += 1) {
      await this.#reread();
      const { open, signTab } = this;
      const isMoving = signTab?.submitsWorkflow && signTab.state === 'completed';
      if (open && open.record.currentNodeId !== before) {
        const text = oaTexts(this.locale).record.moved(nodeName(open));
        this.notice = { kind: 'success', title: '', text, toSign: false };
        return;
      }
      if (!isMoving) return;
      await new Promise((resolve) => setTimeout(resolve, MOVE_PAUSE));
    }
  };

  readonly #handleSealChange = async (event: Event): Promise<void> => {
    const [open, signTab, sealTab] = await this.#read();
    this.#show(open, signTab, sealTab);
    if (event.type === 'recorded') this.renderRoot.querySelector('esign-seal-apply')?.refresh();
  };

  readonly #handleTabKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const ids = this.#tabs(oaTexts(this.locale)).map((tab) => tab.id);
    const next = ids[(ids.indexOf(this.tab ?? 'form') + step + ids.length) % ids.length] ?? 'form';
    this.#select(next);
    this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
}

function nodeName({ record, workflow }: { record: FormRecord; workflow: OpenRecord['workflow'] }): string {
  return workflow.nodes.find((node) => node.id === record.currentNodeId)?.name ?? record.currentNodeId;
}

function isAhead(exit: { from: string; to: string }, nodes: readonly { id: string }[]): boolean {
  const index = (id: string): number => nodes.findIndex((node) => node.id === id);
  return index(exit.to) > index(exit.from);
}

/** The address that a form of a workflow of a register has. */
function machineOf({ values }: FormRecord): string {
  const address = values['f-machine'];
  return typeof address === 'string' && /^https?:/i.test(address) ? address : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-record-page': RecordPage;
  }
}
