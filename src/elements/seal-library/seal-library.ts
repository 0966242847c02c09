import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { fromPromise } from 'xstate';

import { newIdempotencyKey } from '../../api/idempotency-key.js';
import { createSealLibraryHost, type SealLibraryHost } from '../../api/seal-library-host.js';
import type { Speller } from '../../core/name-search.js';
import { arrangeSeals, rowsInSight, WHOLE_LIST, type SealColumn, type SealView } from '../../core/seal-list.js';
import { errors as errorsZhCn } from '../../i18n/errors.zh-cn.js';
import { LocalizeController } from '../../i18n/localize.js';
import { sealLibraryZhCn } from '../../i18n/seal-library.zh-cn.js';
import { sealLibraryMachine, type SealLibrarySnapshot } from '../../machines/seal-library.machine.js';
import type { SealLibraryContent, SealLibraryEmitted } from '../../machines/seal-library.setup.js';
import type { LibrarySeal, LibrarySealKind, LibrarySealState } from '../../schema/seal-library.js';
import { controls } from '../../ui/controls.styles.js';
import { emit } from '../../ui/emit.js';
import { loadElement } from '../../ui/lazy-element.js';
import { MachineController } from '../../ui/machine-controller.js';
import { PictureUrls } from '../../ui/picture-urls.js';
import type { FindColleagues } from '../../ui/seal-holders.js';
import type { SealDesignerAct } from '../../ui/seal-designer.js';
import { tokens } from '../../ui/tokens.styles.js';
import { makeSeal, readLibrary, syncLibrary } from './seal-library.actors.js';
import { sealLibraryStyles } from './seal-library.styles.js';

const catalog = {
  'zh-CN': { ...sealLibraryZhCn, errors: errorsZhCn },
  en: async () => {
    const [texts, errors] = await Promise.all([
      import('../../i18n/seal-library.en.js'),
      import('../../i18n/errors.en.js'),
    ]);
    return { ...texts.sealLibraryEn, errors: errors.errors };
  },
  'zh-TW': async () => {
    const [texts, errors] = await Promise.all([
      import('../../i18n/seal-library.zh-tw.js'),
      import('../../i18n/errors.zh-tw.js'),
    ]);
    return { ...texts.sealLibraryZhTw, errors: errors.errors };
  },
};
const BADGES: Readonly<Record<LibrarySealState, string>> = {
  usable: 'success',
  disabled: '',
  expired: 'warning',
  noPermission: 'warning',
};
/** Written out, because the schemas themselves come with the answers. */
const KINDS: readonly LibrarySealKind[] = ['electronic', 'physical'];
const STATES: readonly LibrarySealState[] = ['usable', 'disabled', 'expired', 'noPermission'];
const COLUMN_CLASSES: Readonly<Record<SealColumn, string>> = { name: '', owner: 'wide', state: 'state' };
const COLUMNS: readonly SealColumn[] = ['name', 'owner', 'state'];

/**
 * The seals of a binding, electronic and physical, as they were synced.
 *
 * @tag esign-seal-library
 *
 * @attr {'light' | 'dark'} theme - Overrules the system's preference.
 *
 * @fires {CustomEvent<{ seal: LibrarySeal }>} esign-created - The host has stored a seal that was designed here.
 * @fires {CustomEvent<{ bindingId: string }>} esign-synced - The host has read the service again.
 * @fires {CustomEvent<{ code: ErrorCode, message: string }>} esign-error - The host refused or could not be reached.
 *
 * @cssstate busy - The element waits for the host.
 */
export class SealLibrary extends LitElement {
  static override styles = [tokens, controls, sealLibraryStyles];

  /** The binding whose seals are shown. */
  @property({ attribute: 'binding-id' }) bindingId = '';

  /** Address of a host that speaks the host contract; not needed when `host` is set. */
  @property() endpoint = '';

  /** The page's connection to its host. */
  @property({ attribute: false }) host: SealLibraryHost | undefined;

  /** Language of the texts; default: the nearest `lang`, else the browser's. */
  @property() locale = '';

  @state() private view: SealView = WHOLE_LIST;
  @state() private spell: Speller | undefined;
  @state() private announcement = '';
  @state() private isPartMissing = false;
  @state() private sight = { top: 0, height: 600, rowHeight: 44 };
  @state() private opened: LibrarySeal | undefined;

  @query('[data-act=design]') private designButton!: HTMLElement | null;
  @query('.scroller') private scroller!: HTMLElement | null;

  readonly #internals = this.attachInternals();
  readonly #localize = new LocalizeController(this, catalog);
  readonly #machine = new MachineController(
    this,
    () => this.#createMachine(),
    (event) => this.#announce(event),
  );
  readonly #pictures = new PictureUrls(this, MOST_PICTURES);
  #made: { readonly endpoint: string; readonly client: SealLibraryHost } | undefined;
  #client: SealLibraryHost | undefined;
  #wasDesigning = false;
  /** The seals in sight. */
  #shown: readonly LibrarySeal[] = [];

  /** Reads the newest list. */
  refresh(): void {
    this.#pictures.forgetFailures();
    this.#machine.send({ type: 'refresh.requested' });
  }

  protected override willUpdate(): void {
    const client = this.#clientOf();
    const bindingId = client ? this.bindingId : '';
    const snapshot = this.#machine.snapshot;
    if (snapshot && (snapshot.context.bindingId !== bindingId || client !== this.#client)) {
      this.#client = client;
      this.view = WHOLE_LIST;
      this.opened = undefined;
      this.#pictures.clear();
      this.#machine.send({ type: 'binding.assigned', bindingId });
    }
    if (this.#machine.snapshot?.hasTag('busy')) this.#internals.states.add('busy');
    else this.#internals.states.delete('busy');
  }

  protected override updated(): void {
    this.#showPictures();
    this.#measureRows();
    const isDesigning = this.#machine.snapshot?.hasTag('design') ?? false;
    if (this.#wasDesigning && !isDesigning) this.designButton?.focus();
    this.#wasDesigning = isDesigning;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady) return nothing;
    const { messages } = this.#localize;
    const snapshot = this.#machine.snapshot;
    const isLoading = snapshot?.matches('loading') ?? false;
    return html`<div class="frame" aria-busy=${snapshot?.hasTag('busy') ?? false}>
      ${snapshot ? this.#renderState(snapshot) : nothing}
      <p class="visually-hidden" role="status">${this.announcement || (isLoading ? messages.loading : '')}</p>
    </div>`;
  }

  #renderState(snapshot: SealLibrarySnapshot): TemplateResult {
    const { messages } = this.#localize;
    const { content, error } = snapshot.context;
    if (snapshot.matches('unassigned')) return html`<div class="screen"><p>${messages.screens.unassigned}</p></div>`;
    if (content) return this.#renderLibrary(content, snapshot);
    if (snapshot.matches('loading')) {
      return html`<div class="screen">
        <span class="spinner"></span>
        <p>${messages.loading}</p>
      </div>`;
    }
    const title = snapshot.matches('forbidden') ? 'forbidden' : snapshot.matches('offline') ? 'offline' : 'failed';
    return html`<div class="screen" role="alert">
      <p class="title">${messages.screens[title]}</p>
      ${
        error
          ? html`<p>${messages.errors[error.code]}</p>
              <p class="muted">${messages.code(error.code)}</p>`
          : nothing
      }
      <button class="button" type="button" @click=${this.#handleRefresh}>${messages.retry}</button>
    </div>`;
  }

  #renderLibrary(content: SealLibraryContent, snapshot: SealLibrarySnapshot): TemplateResult {
    const { messages, locale } = this.#localize;
    const { error } = snapshot.context;
    const { spell, view } = this;
    const found = arrangeSeals(content.items, view, { collator: new Intl.Collator(locale), spell });
    const isIdle = snapshot.matches('list');
    const canSync = content.canSync && content.isSynced;
    return html`<div class="head">
        <h2>${messages.heading(content.bindingName)}</h2>
        ${content.isSynced ? html`<span class="muted">${this.#ageOf(content)}</span>` : nothing}
        <button class="button small" type="button" aria-disabled=${!isIdle} @click=${this.#handleRefresh}>
          ${messages.refresh}
        </button>
        ${
          canSync
            ? html`<button class="button small" type="button" aria-disabled=${!isIdle} @click=${this.#handleSync}>
                ${snapshot.matches('syncing') ? messages.syncing : messages.sync}
              </button>`
            : nothing
        }
        ${
          content.designBar === null
            ? html`<button
                class="button small primary"
                type="button"
                data-act="design"
                aria-disabled=${!isIdle}
                @click=${this.#handleDesign}
              >
                ${messages.design}
              </button>`
            : nothing
        }
      </div>
      ${snapshot.hasTag('design') ? this.#renderDesigner(snapshot) : nothing}
      ${this.opened ? this.#renderDetail(this.opened, content) : nothing}
      ${content.designBar ? html`<p class="muted">${messages.bars[content.designBar]}</p>` : nothing}
      <div role="alert">
        ${this.isPartMissing ? html`<p class="notice danger">${messages.partMissing}</p>` : nothing}${
          error && !snapshot.hasTag('design')
            ? html`<p class="notice danger">${messages.errors[error.code]}</p>`
            : nothing
        }
      </div>
      ${
        content.items.length === 0
          ? html`<div class="screen">
              <p class="title">${messages.screens.empty}</p>
              ${canSync ? html`<p>${messages.screens.emptySynced}</p>` : nothing}
            </div>`
          : html`${this.#renderTools(found.length, content.items.length)} ${this.#renderTable(found)}`
      }`;
  }

  #renderDesigner(snapshot: SealLibrarySnapshot): TemplateResult {
    const { content, draft, error } = snapshot.context;
    const code = error?.errors[0]?.code ?? '';
    return html`<esign-seal-designer
      locale=${this.#localize.locale}
      ?busy=${snapshot.matches('saving')}
      ?leaving=${snapshot.matches('leaving')}
      .holderKinds=${content?.holderKinds ?? []}
      .find=${this.#find}
      .draft=${draft ?? undefined}
      .error=${{ code, text: error ? this.#localize.messages.errors[error.code] : '' }}
      @designer-act=${this.#handleDesigner}
    ></esign-seal-designer>`;
  }

  #renderDetail(seal: LibrarySeal, { holderKinds, lastSyncedAt }: SealLibraryContent): TemplateResult {
    return html`<esign-seal-detail
      locale=${this.#localize.locale}
      .seal=${seal}
      .host=${this.#client}
      .holderKinds=${holderKinds}
      .find=${this.#find}
      .lastSyncedAt=${lastSyncedAt}
      picture=${this.#pictures.urls.get(keyOf(seal)) ?? ''}
      @detail-close=${() => (this.opened = undefined)}
    ></esign-seal-detail>`;
  }

  #renderTools(shown: number, all: number): TemplateResult {
    const { messages } = this.#localize;
    const { view } = this;
    return html`<div class="tools">
        <input
          class="input"
          type="search"
          autocomplete="off"
          aria-label=${messages.search}
          placeholder=${messages.search}
          .value=${view.search}
          @input=${this.#handleSearch}
        />
        <select class="input" aria-label=${messages.kind} @change=${this.#handleKind}>
          <option value="" ?selected=${view.kind === ''}>${messages.allKinds}</option>
          ${KINDS.map(
            (kind) => html`<option value=${kind} ?selected=${view.kind === kind}>${messages.kinds[kind]}</option>`,
          )}
        </select>
        <select class="input" aria-label=${messages.state} @change=${this.#handleState}>
          <option value="" ?selected=${view.state === ''}>${messages.allStates}</option>
          ${STATES.map(
            (name) => html`<option value=${name} ?selected=${view.state === name}>${messages.states[name]}</option>`,
          )}
        </select>
      </div>
      <p class="muted" role="status">${messages.count(shown, all)}</p>`;
  }

  #renderTable(found: readonly LibrarySeal[]): TemplateResult {
    const { messages } = this.#localize;
    if (found.length === 0) {
      return html`<div class="screen">
        <p>${messages.screens.none}</p>
        <button class="button" type="button" @click=${this.#handleAll}>${messages.screens.all}</button>
      </div>`;
    }
    const { from, to } = rowsInSight(found.length, this.sight);
    const gap = (rows: number): TemplateResult | typeof nothing =>
      rows > 0
        ? html`<tr aria-hidden="true">
            <td colspan="6" height=${rows * this.sight.rowHeight}></td>
          </tr>`
        : nothing;
    const shown = found.slice(from, to);
    this.#shown = shown;
    return html`<div
      class="scroller"
      tabindex="0"
      role="region"
      aria-label=${messages.table}
      @scroll=${this.#handleScroll}
    >
      <table aria-rowcount=${found.length + 1}>
        <thead>
          <tr>
            <th scope="col" class="picture">${messages.columns.picture}</th>
            ${COLUMNS.map((column) => this.#renderHeader(column))}
            <th scope="col" class="wide">${messages.columns.kind}</th>
            <th scope="col" class="wide">${messages.columns.size}</th>
          </tr>
        </thead>
        <tbody>
          ${gap(from)} ${repeat(shown, keyOf, (seal, index) => this.#renderRow(seal, from + index + 2))}
          ${gap(found.length - to)}
        </tbody>
      </table>
    </div>`;
  }

  #renderHeader(column: SealColumn): TemplateResult {
    const { sortedBy, descending } = this.view;
    const order = sortedBy === column ? (descending ? 'descending' : 'ascending') : 'none';
    const arrow = { ascending: '▲', descending: '▼', none: '' }[order];
    return html`<th scope="col" class=${COLUMN_CLASSES[column]} aria-sort=${order}>
      <button type="button" class="sort" @click=${() => this.#sort(column)}>
        ${this.#localize.messages.columns[column]} <span aria-hidden="true">${arrow}</span>
      </button>
    </th>`;
  }

  #showPictures(): void {
    const client = this.#client;
    if (!client) return;
    this.#pictures.show(
      (this.opened ? [...this.#shown, this.opened] : this.#shown)
        .filter(({ imageUrl }) => imageUrl !== null)
        .map((seal) => ({ key: keyOf(seal), fetch: (signal) => client.getLibrarySealImage(seal, { signal }) })),
    );
  }

  #renderRow(seal: LibrarySeal, row: number): TemplateResult {
    const { name, owner, state, kind, widthMm, heightMm } = seal;
    const { messages } = this.#localize;
    const url = this.#pictures.urls.get(keyOf(seal));
    const size = widthMm !== null && heightMm !== null ? messages.mm(widthMm, heightMm) : messages.unknown;
    return html`<tr aria-rowindex=${row}>
      <td class="picture">
        ${
          url
            ? html`<img src=${url} alt="" loading="lazy" />`
            : html`<span class="muted" aria-hidden="true">—</span
                ><span class="visually-hidden">${messages.noPicture}</span>`
        }
      </td>
      <th scope="row" title=${name}>
        <button type="button" class="name" aria-haspopup="dialog" @click=${() => this.#open(seal)}>
          <bdi>${name}</bdi>
        </button>
        <span class="more muted"
          >${messages.kinds[kind]} ·
          <bdi>${owner ?? messages.unknown}</bdi>${size === messages.unknown ? nothing : html` · ${size}`}</span
        >
      </th>
      <td class="wide" title=${owner ?? nothing}><bdi>${owner ?? messages.unknown}</bdi></td>
      <td class="state"><span class="badge ${BADGES[state]}">${messages.states[state]}</span></td>
      <td class="wide">${messages.kinds[kind]}</td>
      <td class="wide">${size}</td>
    </tr>`;
  }

  #ageOf({ lastSyncedAt }: SealLibraryContent): string {
    const { messages, locale } = this.#localize;
    if (lastSyncedAt === null) return messages.neverSynced;
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    return messages.lastSynced(format.format(new Date(lastSyncedAt)));
  }

  readonly #handleRefresh = (): void => this.refresh();
  readonly #handleSync = (): void => this.#machine.send({ type: 'sync.requested', key: newIdempotencyKey() });
  readonly #handleAll = (): void => void (this.view = { ...this.view, search: '', kind: '', state: '' });

  readonly #handleSearch = (event: Event & { currentTarget: HTMLInputElement }): void => {
    this.view = { ...this.view, search: event.currentTarget.value };
    if (!this.spell) void this.#learnPinyin();
  };

  readonly #handleKind = ({ currentTarget }: Event & { currentTarget: HTMLSelectElement }): void => {
    this.view = { ...this.view, kind: KINDS.find((kind) => kind === currentTarget.value) ?? '' };
  };

  readonly #handleState = ({ currentTarget }: Event & { currentTarget: HTMLSelectElement }): void => {
    this.view = { ...this.view, state: STATES.find((name) => name === currentTarget.value) ?? '' };
  };

  readonly #handleScroll = ({ currentTarget }: Event & { currentTarget: HTMLElement }): void => {
    this.sight = { ...this.sight, top: currentTarget.scrollTop, height: currentTarget.clientHeight };
  };

  /** Rows are higher where there is no room for every column. */
  #measureRows(): void {
    const rowHeight = this.scroller?.querySelector<HTMLElement>('tbody tr:not([aria-hidden])')?.offsetHeight ?? 0;
    if (rowHeight > 0 && rowHeight !== this.sight.rowHeight) this.sight = { ...this.sight, rowHeight };
  }

  // who is asked has seals to show, and so a host
  readonly #find: FindColleagues = (search, signal) => this.#client!.findColleagues(search, { signal });

  #sort(column: SealColumn): void {
    const { sortedBy, descending } = this.view;
    this.view = { ...this.view, sortedBy: column, descending: sortedBy === column && !descending };
  }

  /** Without it names are found as they are written. */
  async #learnPinyin(): Promise<void> {
    const loaded = await import('../../ui/pinyin.js').catch(() => undefined);
    if (loaded) this.spell = loaded.spellPinyin;
  }

  readonly #handleDesign = (): void =>
    this.#withPart('esign-seal-designer', () => this.#machine.send({ type: 'design.opened' }));

  #open(seal: LibrarySeal): void {
    this.#withPart('esign-seal-detail', () => (this.opened = seal));
  }

  #withPart(tag: string, use: () => void): void {
    this.isPartMissing = false;
    loadElement(tag).then(use, () => (this.isPartMissing = true));
  }

  readonly #handleDesigner = ({ detail }: CustomEvent<SealDesignerAct>): void => {
    switch (detail.kind) {
      case 'edit':
        return this.#machine.send({ type: 'design.changed', edit: detail.edit });
      case 'undo':
        return this.#machine.send({ type: 'undo.requested' });
      case 'redo':
        return this.#machine.send({ type: 'redo.requested' });
      case 'save':
        return this.#machine.send({ type: 'save.requested', key: newIdempotencyKey() });
      case 'close':
        return this.#machine.send({ type: 'close.requested' });
      case 'leave':
        return this.#machine.send({ type: 'leave.confirmed' });
      case 'stay':
        return this.#machine.send({ type: 'leave.declined' });
    }
  };

  #clientOf(): SealLibraryHost | undefined {
    const { host, endpoint } = this;
    if (host) return host;
    if (!endpoint) return undefined;
    if (this.#made?.endpoint !== endpoint) this.#made = { endpoint, client: createSealLibraryHost({ endpoint }) };
    return this.#made.client;
  }

  #announce(event: SealLibraryEmitted): void {
    if (event.type === 'failed') {
      emit(this, 'esign-error', { code: event.error.code, message: event.error.message });
    } else if (event.type === 'synced') {
      this.announcement = this.#localize.messages.synced;
      emit(this, 'esign-synced', { bindingId: event.bindingId });
    } else {
      this.announcement = this.#localize.messages.made(event.seal.name);
      emit(this, 'esign-created', { seal: event.seal });
    }
  }

  #createMachine(): typeof sealLibraryMachine {
    return sealLibraryMachine.provide({
      actors: {
        load: fromPromise(({ input, signal }) => readLibrary(this.#client, input.bindingId, signal)),
        sync: fromPromise(({ input }) => syncLibrary(this.#client, input)),
        design: fromPromise(({ input }) => makeSeal(this.#client, input)),
      },
    });
  }
}

/** Pictures that are kept: a few screens of them. */
const MOST_PICTURES = 100;

function keyOf({ kind, id }: LibrarySeal): string {
  return `${kind} ${id}`;
}

// declarations keep no import for its effect alone, and a page's listeners need the event map
export type { EsignEventMap } from '../../ui/emit.js';

declare global {
  interface HTMLElementTagNameMap {
    'esign-seal-library': SealLibrary;
  }
}
