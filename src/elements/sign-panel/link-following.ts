import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

import { EsignError } from '../../core/errors.js';
import type { Locale } from '../../schema/primitives.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { GuideAct, LinkGuide } from '../../ui/link-guide.js';
import type { PageAct } from '../../ui/page-act.js';
import type { PageView } from '../../ui/page-view.js';

interface FollowingParts {
  readonly root: () => ShadowRoot | null;
  readonly pageView: () => PageView | null;
  readonly onError: (error: EsignError) => void;
}

/** Follows links of the pages; what knows how is loaded with the first one. */
export class LinkFollowing implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: FollowingParts;
  #isLoaded = false;

  constructor(host: ReactiveControllerHost, parts: FollowingParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#isLoaded = false;
  }

  /** Whether an act on the pages was about a link; the others are for somebody else. */
  handlePage(act: PageAct): boolean {
    if (act.kind !== 'link') return false;
    void this.#follow(act);
    return true;
  }

  /** Goes back to the link that was followed last. Answers whether there was one. */
  back(): boolean {
    return this.#guide?.back() ?? false;
  }

  /** `key` tells the documents apart. */
  render(key: string, locale: Locale): TemplateResult | typeof nothing {
    if (!this.#isLoaded) return nothing;
    return html`<esign-link-guide
      .key=${key}
      .locale=${locale}
      @guide-act=${({ detail }: CustomEvent<GuideAct>) => this.#handle(detail)}
    ></esign-link-guide>`;
  }

  get #guide(): LinkGuide | null {
    return this.#parts.root()?.querySelector('esign-link-guide') ?? null;
  }

  async #follow(act: Extract<PageAct, { kind: 'link' }>): Promise<void> {
    try {
      await loadElement('esign-link-guide');
    } catch {
      this.#parts.onError(new EsignError('network', 'what follows links could not be loaded'));
      return;
    }
    this.#isLoaded = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#guide?.follow(act);
  }

  #handle(act: GuideAct): void {
    const view = this.#parts.pageView();
    if (act.kind === 'go') view?.focusPage(act.pageIndex, act.y);
    else view?.focusLink(act.pageIndex, act.index, act.rect);
  }
}
