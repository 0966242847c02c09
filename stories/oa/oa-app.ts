import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';

import type { Session } from '../../src/schema/provider.js';
import { controls } from '../../src/ui/controls.styles.js';
import { tokens } from '../../src/ui/tokens.styles.js';
import { oa, type DemoUser } from './api.js';
import { oaStyles } from './oa.styles.js';
import { failureText, oaTexts, type OaLocale } from './texts.js';

type Theme = 'auto' | 'light' | 'dark';

const FIRST_USER = 'applicant';

function knownLocale(tag: string | null): OaLocale {
  return tag === 'en' || tag === 'zh-TW' ? tag : 'zh-CN';
}

/** The frame of the demo OA: product, navigation, who is signed in, language, appearance; and the page of the address. */
export class OaApp extends LitElement {
  static override styles = [
    tokens,
    controls,
    oaStyles,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) / 208px minmax(0, 1fr);
        min-height: 100vh;
        background: var(--_canvas);
      }
      .skip {
        position: absolute;
        inset-inline-start: 8px;
        top: -60px;
        z-index: 2;
      }
      .skip:focus {
        top: 8px;
      }
      header {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_gap-2) var(--_gap-3);
        padding: var(--_gap-2) var(--_gap-4);
        border-bottom: 1px solid var(--_line);
        background: var(--_surface);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: var(--_gap-2);
        margin-inline-end: auto;
        font-size: 16px;
        font-weight: 600;
        white-space: nowrap;
      }
      .brand svg {
        width: 24px;
        height: 24px;
        color: var(--_accent);
      }
      .brand small {
        color: var(--_text-3);
        font-size: 13px;
        font-weight: 400;
      }
      header label {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--_text-2);
        font-size: 13px;
        white-space: nowrap;
      }
      header .input {
        width: auto;
        color: var(--_text);
      }
      nav {
        padding: var(--_gap-3) var(--_gap-2);
        border-inline-end: 1px solid var(--_line);
        background: var(--_surface);
      }
      nav h2 {
        margin: var(--_gap-3) var(--_gap-3) var(--_gap-1);
        color: var(--_text-3);
        font-size: 12px;
        font-weight: 500;
      }
      nav a {
        display: block;
        padding: 8px var(--_gap-3);
        border-radius: var(--_radius);
        color: var(--_text-2);
      }
      nav a:hover {
        background: var(--_surface-3);
        text-decoration: none;
      }
      nav a[aria-current] {
        background: var(--_accent-soft);
        color: var(--_accent);
        font-weight: 600;
      }
      main {
        min-width: 0;
        padding: var(--_gap-4) var(--_gap-5) var(--_gap-5);
      }
      main:focus {
        outline: none;
      }
      @media (max-width: 820px) {
        :host {
          grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
        }
        nav {
          display: flex;
          gap: var(--_gap-1);
          padding: var(--_gap-1) var(--_gap-3);
          border-inline-end: 0;
          border-bottom: 1px solid var(--_line);
        }
        nav h2 {
          display: none;
        }
        main {
          padding: var(--_gap-3);
        }
        .brand small,
        header label span {
          display: none;
        }
      }
      @media (max-width: 480px) {
        header {
          padding: var(--_gap-2) var(--_gap-3);
        }
        .brand {
          width: 100%;
        }
        header label {
          flex: 1;
        }
        header label:first-of-type {
          flex: 1.8;
        }
        header .input {
          width: 100%;
        }
      }
    `,
  ];

  @state() private session: Session | undefined;
  @state() private users: readonly DemoUser[] = [];
  @state() private failure: unknown;
  @state() private path = location.hash || '#/';
  @state() private language: OaLocale = knownLocale(localStorage.getItem('oa-locale'));
  @state() private appearance: Theme = toTheme(localStorage.getItem('oa-theme'));
  @query('main') private main!: HTMLElement;

  #switching = Promise.resolve();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#handleAddress);
    this.#applyAppearance();
    this.#switching = this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#handleAddress);
  }

  protected override render(): TemplateResult {
    const texts = oaTexts(this.language);
    const { session } = this;
    return html`
      <a class="skip button" href="#main" @click=${this.#handleSkip}>${texts.skip}</a>
      <header>
        <span class="brand">
          <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
            <path d="M3 19 9.5 6l4 8 2.5-4.5L21 19z" stroke-linejoin="round" />
          </svg>
          ${texts.product} ${session ? html`<small>${session.tenantName}</small>` : nothing}
        </span>
        <label>
          <span>${texts.user}</span>
          <select class="input" id="user" aria-label=${texts.user} ?disabled=${!session} @change=${this.#handleUser}>
            ${this.users.map(
              (user) =>
                html`<option value=${user.userId} .selected=${live(user.userId === session?.userId)}>
                  ${user.name} · ${user.title}
                </option>`,
            )}
          </select>
        </label>
        <label>
          <span>${texts.language}</span>
          <select class="input" id="language" aria-label=${texts.language} @change=${this.#handleLanguage}>
            <option value="zh-CN" ?selected=${this.language === 'zh-CN'}>简体中文</option>
            <option value="zh-TW" ?selected=${this.language === 'zh-TW'}>繁體中文</option>
            <option value="en" ?selected=${this.language === 'en'}>English</option>
          </select>
        </label>
        <label>
          <span>${texts.theme}</span>
          <select class="input" id="theme" aria-label=${texts.theme} @change=${this.#handleTheme}>
            ${(['auto', 'light', 'dark'] as const).map(
              (theme) =>
                html`<option value=${theme} ?selected=${theme === this.appearance}>${texts.themes[theme]}</option>`,
            )}
          </select>
        </label>
      </header>
      <nav aria-label=${texts.navigation}>
        <a href="#/" aria-current=${this.#area === 'work' ? 'page' : nothing}>${texts.nav.work}</a>
        <a href="#/inbox" aria-current=${this.#area === 'inbox' ? 'page' : nothing}>${texts.nav.inbox}</a>
        <h2>${texts.nav.manage}</h2>
        <a href="#/admin" aria-current=${this.#area === 'admin' ? 'page' : nothing}>${texts.nav.admin}</a>
        <a href="#/seals" aria-current=${this.#area === 'seals' ? 'page' : nothing}>${texts.nav.seals}</a>
      </nav>
      ${session ? keyed(session.userId, html`<oa-message-toast .locale=${this.language}></oa-message-toast>`) : nothing}
      <main tabindex="-1" id="main" data-user=${session?.userId ?? nothing}>${this.#renderMain()}</main>
    `;
  }

  get #area(): 'work' | 'inbox' | 'admin' | 'seals' {
    const [, area = ''] = this.path.split('/');
    return area === 'inbox' || area === 'admin' || area === 'seals' ? area : 'work';
  }

  #renderMain(): TemplateResult {
    const texts = oaTexts(this.language);
    const { session } = this;
    if (this.failure !== undefined) {
      return html`<div class="card state" role="alert">
        <b>${texts.failed}</b>
        <p>${failureText(this.failure, texts)}</p>
        <button class="button" type="button" @click=${this.#handleRetry}>${texts.retry}</button>
      </div>`;
    }
    if (!session) return html`<div class="card state"><span class="spinner"></span>${texts.loading}</div>`;
    // a new page for every person: nothing of the last one may stay on the screen
    return html`${keyed(`${session.userId} ${this.path}`, this.#renderPage(session))}`;
  }

  #renderPage(session: Session): TemplateResult {
    const [, area = '', ...parts] = this.path.replace(/^#/, '').split('/').map(decodeURIComponent);
    const [id = '', kind = ''] = parts;
    if (area === 'record' && id) {
      return html`<oa-record-page
        .recordId=${id}
        .session=${session}
        .users=${this.users}
        .locale=${this.language}
        .appearance=${this.appearance}
      ></oa-record-page>`;
    }
    if (area === 'admin') {
      return html`<oa-admin-page
        .workflowId=${id}
        .kind=${kind === 'seal-use' ? 'seal-use' : 'signing'}
        .session=${session}
        .locale=${this.language}
        .appearance=${this.appearance}
      ></oa-admin-page>`;
    }
    if (area === 'seals') {
      return html`<oa-seals-page .locale=${this.language} .appearance=${this.appearance}></oa-seals-page>`;
    }
    if (area === 'inbox') return html`<oa-inbox-page .locale=${this.language}></oa-inbox-page>`;
    if (area === 'batch' && id) {
      return html`<oa-batch-page
        .envelopeIds=${parts}
        .locale=${this.language}
        .appearance=${this.appearance}
      ></oa-batch-page>`;
    }
    return html`<oa-work-list .locale=${this.language}></oa-work-list>`;
  }

  async #start(): Promise<void> {
    this.failure = undefined;
    try {
      this.users = await oa.users();
      const known = this.users.find((user) => user.userId === localStorage.getItem('oa-user'));
      await this.#signIn(known?.userId ?? FIRST_USER);
    } catch (error) {
      this.failure = error;
    }
  }

  #applyAppearance(): void {
    if (this.appearance === 'auto') {
      this.removeAttribute('theme');
      delete document.documentElement.dataset.theme;
    } else {
      this.setAttribute('theme', this.appearance);
      document.documentElement.dataset.theme = this.appearance;
    }
    document.documentElement.lang = this.language;
    document.title = oaTexts(this.language).product;
  }

  readonly #handleAddress = (): void => {
    this.path = location.hash || '#/';
    void this.updateComplete.then(() => this.main.focus());
  };

  readonly #handleSkip = (event: Event): void => {
    event.preventDefault();
    this.main.focus();
  };

  readonly #handleRetry = (): void => {
    this.#switching = this.#switching.then(() => this.#start());
  };

  readonly #handleUser = (event: Event & { currentTarget: HTMLSelectElement }): void => {
    const userId = event.currentTarget.value;
    // arrow keys choose several people in a row, a script one before anybody is signed in: one after the other, so that the last one stays
    this.#switching = this.#switching.then(() => this.#switchTo(userId));
  };

  async #signIn(userId: string): Promise<void> {
    this.session = await oa.signIn(userId);
    localStorage.setItem('oa-user', userId);
  }

  async #switchTo(userId: string): Promise<void> {
    try {
      await this.#signIn(userId);
    } catch (error) {
      this.failure = error;
    }
  }

  readonly #handleLanguage = (event: Event & { currentTarget: HTMLSelectElement }): void => {
    this.language = knownLocale(event.currentTarget.value);
    localStorage.setItem('oa-locale', this.language);
    this.#applyAppearance();
  };

  readonly #handleTheme = (event: Event & { currentTarget: HTMLSelectElement }): void => {
    this.appearance = toTheme(event.currentTarget.value);
    localStorage.setItem('oa-theme', this.appearance);
    this.#applyAppearance();
  };
}

function toTheme(value: string | null): Theme {
  return value === 'light' || value === 'dark' ? value : 'auto';
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-app': OaApp;
  }
}
