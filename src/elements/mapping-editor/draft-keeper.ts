import type { LitElement, ReactiveController } from 'lit';

import { newIdempotencyKey } from '../../api/idempotency-key.js';
import {
  draftKey,
  dropDrafts,
  isWorthKeeping,
  putDraft,
  readDrafts,
  returnDraft,
  type DraftStore,
  type FoundDraft,
  type MappingDraft,
} from '../../core/draft.js';
import { kindOf, type EditorMapping } from '../../core/editor-mapping.js';
import type {
  DraftRequest,
  MappingEditorContext,
  MappingEditorEmitted,
  MappingEditorEvent,
} from '../../machines/mapping-editor.machine.js';
import { baseOf } from '../../machines/mapping-editor.setup.js';
import { NewsChannel } from './news-channel.js';

/** A pause after which what was changed is written. */
const PAUSE = 400;

export interface DraftPort {
  context(): MappingEditorContext | undefined;
  store(): DraftStore | null;
  send(event: MappingEditorEvent): void;
}

type Work = Pick<MappingDraft, 'base' | 'mapping'>;

/**
 * Keeps unsaved work in a store of the page while a person edits, so that a crash or a reload loses nothing, and hands
 * out what an earlier visit left. Every editor writes a draft of its own beside those of others.
 */
export class DraftKeeper implements ReactiveController {
  readonly #port: DraftPort;
  readonly #id = newIdempotencyKey();
  readonly #news: NewsChannel;
  /** What is written next, with its key: the document may be another one by then. */
  #next: { readonly key: string; readonly work: Work; readonly gone: readonly string[] } | undefined;
  #seen: readonly [key: string, doc: EditorMapping, base: EditorMapping] | undefined;
  /** Whether a draft of this editor lies in the store. */
  #written = false;
  #timer = 0;
  #queue: Promise<void> | undefined;

  constructor(host: LitElement, port: DraftPort) {
    this.#port = port;
    this.#news = new NewsChannel((key, version) => {
      if (key === this.#key()) port.send({ type: 'elsewhere.saved', version });
    });
    host.addController(this);
  }

  hostConnected(): void {
    globalThis.addEventListener('pagehide', this.#flush);
    document.addEventListener('visibilitychange', this.#handleVisibility);
    this.#news.open();
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('pagehide', this.#flush);
    document.removeEventListener('visibilitychange', this.#handleVisibility);
    this.#news.close();
    this.#flush();
  }

  hostUpdated(): void {
    this.#look();
  }

  /** Whether there is something new to write. */
  #look(): void {
    const context = this.#port.context();
    const key = this.#key();
    if (!context?.history || key === undefined || context.readonly) return;
    const { doc } = context.history;
    const base = baseOf(context);
    const [oldKey, oldDoc, oldBase] = this.#seen ?? [];
    if (oldKey !== key) {
      // another document, or another person: what waits belongs to the one before
      this.#write();
      this.#written = false;
    }
    this.#seen = [key, doc, base];
    const isSeen = oldKey === key ? oldDoc === doc && oldBase === base : doc === base;
    if (isSeen) return;
    this.#plan(context, []);
  }

  /** What an earlier visit left, newest first; none where the page keeps none. */
  async read({ owner, mapping }: DraftRequest): Promise<readonly FoundDraft[]> {
    const text = await this.#port.store()?.read(draftKey(owner, mapping));
    const found = readDrafts(text ?? null, kindOf(mapping), mapping.basic.workflowId);
    return found.filter(
      (offer) => offer.id !== this.#id && (offer.kind === 'broken' || isWorthKeeping(offer.draft, mapping)),
    );
  }

  /** Follows what was decided about a draft, and tells other windows what was stored. */
  handle(event: MappingEditorEmitted): void {
    const context = this.#port.context();
    const key = this.#key();
    if (!context || key === undefined) return;
    if (event.type === 'saved') this.#news.tell(key, event.config.version);
    if (event.type !== 'draftSettled') return;
    const { offer } = event;
    if (event.as === 'returned') {
      this.#store(key, (text) => returnDraft(text, offer));
    } else if (event.as === 'discarded') this.#store(key, (text) => dropDrafts(text, [offer.id]));
    // what was restored leaves its place in the same write that keeps it as work of this editor
    else this.#plan(context, [offer.id]);
  }

  #key(): string | undefined {
    const { data, history } = this.#port.context() ?? {};
    return data?.owner !== undefined && history ? draftKey(data.owner, history.doc) : undefined;
  }

  #plan(context: MappingEditorContext, gone: readonly string[]): void {
    const { history, stored } = context;
    const key = this.#key();
    if (!history || key === undefined) return;
    const base = { version: stored?.config.version ?? 0, etag: stored?.etag ?? '', mapping: baseOf(context) };
    const work = { base, mapping: history.doc };
    const others = this.#next?.key === key ? this.#next.gone : [];
    this.#next = { key, work, gone: [...others, ...gone] };
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#flush, PAUSE);
  }

  readonly #handleVisibility = (): void => {
    if (document.visibilityState === 'hidden') this.#flush();
  };

  /** The last change may not have been drawn yet. */
  readonly #flush = (): void => {
    this.#look();
    this.#write();
  };

  #write(): void {
    clearTimeout(this.#timer);
    const next = this.#next;
    this.#next = undefined;
    if (!next) return;
    const { key, work, gone } = next;
    // the document that it began with is as good as the work itself where nothing is changed any more
    if (isWorthKeeping(work, work.base.mapping)) {
      this.#written = true;
      const draft = { id: this.#id, savedAt: new Date().toISOString(), ...work };
      this.#store(key, (text) => putDraft(text, draft, gone));
    } else if (this.#written || gone.length > 0) {
      this.#written = false;
      this.#store(key, (text) => dropDrafts(text, [this.#id, ...gone]));
    }
  }

  /** Reads, changes and writes: at once where the store can, else one after the other. */
  #store(key: string, change: (text: string | null) => string | null): void {
    const store = this.#port.store();
    if (!store) return;
    const write = (text: string | null): void | Promise<void> => {
      const next = change(text);
      return next === null ? store.remove(key) : store.write(key, next);
    };
    try {
      if (this.#queue) {
        this.#follow(this.#queue.then(() => store.read(key)).then(write));
        return;
      }
      const text = store.read(key);
      const done = text instanceof Promise ? text.then(write) : write(text);
      if (done instanceof Promise) this.#follow(done);
    } catch {
      this.#port.send({ type: 'drafts.failed' });
    }
  }

  #follow(done: Promise<void>): void {
    const settled = done
      .catch(() => this.#port.send({ type: 'drafts.failed' }))
      .finally(() => {
        if (this.#queue === settled) this.#queue = undefined;
      });
    this.#queue = settled;
  }
}
