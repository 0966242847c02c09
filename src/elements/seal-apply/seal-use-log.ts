import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import { LocalizeController } from '../../i18n/localize.js';
import type { SealUseLogMessages } from '../../i18n/seal-use-log.zh-cn.js';
import type { SealUse, SealUseEntry, SealUsePhoto } from '../../schema/seal-use.js';
import { controls } from '../../ui/controls.styles.js';
import { DialogFocus } from '../../ui/dialog-focus.js';
import { loadElement } from '../../ui/lazy-element.js';
import { PictureUrls, type WantedPicture } from '../../ui/picture-urls.js';
import { sealUseLogStyles } from './seal-use-log.styles.js';
import { noteOf, type SealApplyTexts } from './seal-apply.views.js';
import { sealUseLogCatalog } from './seal-use-log.catalog.js';

/** So many stand beside the time line; the viewer has them all, and fetches each when it is looked at. */
const SHOWN = 6;
/** A use of years has thousands of entries; the newest are there at once. */
const ENTRIES = 50;

/** What happened to a seal use: its photos and its time line. */
export class SealUseLog extends LitElement {
  static override styles = [controls, sealUseLogStyles];

  @property({ attribute: false }) client: HostClient | undefined;
  @property({ attribute: false }) sealUse!: SealUse;
  @property({ attribute: false }) texts!: SealApplyTexts;
  @property() locale = '';

  /** Which photo is looked at, by its place; null while the viewer is closed. */
  @state() private open: number | null = null;
  @state() private areAllShown = false;
  @state() private failure: EsignError | null = null;

  readonly #localize = new LocalizeController(this, sealUseLogCatalog);
  readonly #pictures = new PictureUrls(this);

  constructor() {
    super();
    new DialogFocus(this, () => this.renderRoot.querySelector('button'), 'esign-photo-viewer');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sealUse')) this.failure = null;
    this.#pictures.show(this.#newest().map((photo) => this.#pictureOf(photo)));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady) return nothing;
    return html`${this.#renderPhotos()} ${this.#renderTimeLine()} ${this.#renderViewer()}`;
  }

  #newest(): readonly SealUsePhoto[] {
    return this.#photos.slice(-SHOWN).reverse();
  }

  get #photos(): readonly SealUsePhoto[] {
    return (this.client?.getSealUsePhoto && this.sealUse.photos) || [];
  }

  #renderPhotos(): TemplateResult | typeof nothing {
    const { messages } = this.#localize;
    const photos = this.#photos;
    if (photos.length === 0) return nothing;
    return html`<section>
      <div class="head">
        <h3>${messages.photos.heading(photos.length)}</h3>
        ${
          photos.length > SHOWN
            ? html`<button class="button small" type="button" @click=${() => void this.#show(0)}>
                ${messages.photos.all}
              </button>`
            : nothing
        }
      </div>
      <ul class="photos">
        ${this.#newest().map((photo) => {
          const index = photos.indexOf(photo);
          const label = `${messages.photos.name(index + 1)} ${this.#captionOf(photo)}`;
          return html`<li>
            <button
              class="photo"
              type="button"
              aria-label=${label}
              title=${label}
              @click=${() => void this.#show(index)}
            >
              ${this.#renderThumb(photo)}
            </button>
            ${photo.kind ? html`<span class="kind">${messages.photos.kinds[photo.kind]}</span>` : nothing}
          </li>`;
        })}
      </ul>
      <div role="alert">
        ${this.failure ? html`<p class="notice danger">${this.texts.messages.errors[this.failure.code]}</p>` : nothing}
      </div>
    </section>`;
  }

  #renderThumb({ id }: SealUsePhoto): TemplateResult {
    const url = this.#pictures.urls.get(id);
    if (url !== undefined) return html`<img src=${url} alt="" />`;
    return this.#pictures.isFailed(id) ? html`<span class="gone">✕</span>` : html`<span class="spinner"></span>`;
  }

  #captionOf({ kind, sealId, at }: SealUsePhoto): string {
    const seal = this.sealUse.seals.find(({ id }) => id === sealId)?.name ?? '';
    const what = kind ? this.#localize.messages.photos.kinds[kind] : '';
    return [what, seal, at === null ? '' : this.texts.formatTime(at)].filter(Boolean).join(' · ');
  }

  #renderTimeLine(): TemplateResult {
    const { messages } = this.#localize;
    const { formatTime } = this.texts;
    const { length } = this.sealUse.entries;
    const entries = this.sealUse.entries.slice(this.areAllShown ? 0 : -ENTRIES).reverse();
    return html`<section>
      <h3>${messages.timeline.heading}</h3>
      ${entries.length === 0 ? html`<p class="muted">${messages.timeline.none}</p>` : nothing}
      <ol class="timeline">
        ${entries.map((entry, at) => {
          const counts = countsOf(entry, messages);
          const note = noteOf(entry, this.texts);
          return html`<li tabindex=${at === ENTRIES ? -1 : nothing}>
            <span class="what"
              >${messages.timeline.kinds[entry.kind]}${counts ? html`<span class="badge">${counts}</span>` : nothing}</span
            >
            ${note ? html`<span class="note">${note}</span>` : nothing}
            <span class="when">${formatTime(entry.at)} · ${entry.by}</span>
          </li>`;
        })}
      </ol>
      ${
        entries.length < length
          ? html`<button class="button small" type="button" @click=${this.#handleAll}>
              ${messages.timeline.all(length)}
            </button>`
          : nothing
      }
    </section>`;
  }

  readonly #handleAll = async (): Promise<void> => {
    this.areAllShown = true;
    await this.updateComplete;
    // the button is gone: who reads on does so at the first entry that was not there
    this.renderRoot.querySelector<HTMLElement>(`.timeline li:nth-child(${ENTRIES + 1})`)?.focus();
  };

  #renderViewer(): TemplateResult | typeof nothing {
    const photo = this.open === null ? undefined : this.#photos[this.open];
    if (this.open === null || !photo) return nothing;
    return html`<esign-photo-viewer
      .index=${this.open}
      .count=${this.#photos.length}
      .url=${this.#pictures.urls.get(photo.id) ?? ''}
      .caption=${this.#captionOf(photo)}
      .isFailed=${this.#pictures.isFailed(photo.id)}
      .messages=${this.#localize.messages.photos}
      @photo-move=${({ detail }: CustomEvent<number>) => void this.#show(detail)}
      @photo-retry=${() => this.#again(photo)}
      @photo-close=${() => (this.open = null)}
    ></esign-photo-viewer>`;
  }

  async #show(index: number): Promise<void> {
    try {
      await loadElement('esign-photo-viewer');
    } catch (cause) {
      this.failure = new EsignError('network', 'the viewer did not come', { cause });
      return;
    }
    this.failure = null;
    this.open = index;
    const photo = this.#photos[index];
    if (photo) this.#pictures.show([this.#pictureOf(photo)]);
  }

  #again(photo: SealUsePhoto): void {
    this.#pictures.forgetFailures();
    this.#pictures.show([this.#pictureOf(photo)]);
  }

  #pictureOf({ id }: SealUsePhoto): WantedPicture {
    const { client, sealUse } = this;
    const fetch = (signal: AbortSignal): Promise<Blob> =>
      client?.getSealUsePhoto?.(sealUse.id, id, { signal }) ?? Promise.reject(new EsignError('unavailable', 'no host'));
    return { key: id, fetch };
  }
}

function countsOf({ kind, count, seamCount }: SealUseEntry, messages: SealUseLogMessages): string {
  return kind === 'photo' ? messages.photos.count(count) : messages.timeline.counts(count, seamCount);
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-seal-use-log': SealUseLog;
  }
}
