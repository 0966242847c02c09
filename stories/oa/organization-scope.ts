import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Binding, OrganizationScope } from '../../src/schema/binding.js';
import { controls } from '../../src/ui/controls.styles.js';
import { host, oa, type DemoOrganization } from './api.js';
import { bindingCard } from './binding-card.styles.js';
import { oaStyles } from './oa.styles.js';
import { failureText, oaTexts, type OaTexts } from './texts.js';

type Scoped = Binding & { readonly organizationScope: OrganizationScope };

const PARTS = ['organizations', 'departments', 'people'] as const;
type Part = (typeof PARTS)[number];

/** B-15: whom a service is told of, and what the last sync has changed there; nothing where no binding has a scope. */
export class OrganizationScopes extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    bindingCard,
    css`
      [role='status'] {
        display: grid;
        gap: var(--_gap-2);
      }
    `,
  ];

  @property() locale = 'zh-CN';
  @state() private bindings: readonly Scoped[] = [];
  @state() private organization: DemoOrganization | undefined;
  @state() private failure: unknown;
  /** The binding that is being synced, and those that were. */
  @state() private busy = '';
  @state() private synced: readonly string[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult | typeof nothing {
    const texts = oaTexts(this.locale);
    const { organization } = this;
    if (!organization) return nothing;
    return html`${this.bindings.map((binding) => this.#renderBinding(binding, organization, texts))}`;
  }

  #renderBinding(binding: Scoped, organization: DemoOrganization, texts: OaTexts): TemplateResult {
    const isBusy = this.busy === binding.id;
    return html`<form
      class="card"
      data-scope=${binding.id}
      @submit=${(event: SubmitEvent) => this.#sync(event, binding)}
    >
      <div>
        <h2>${texts.scope.heading(binding.name)}</h2>
        <p class="muted">${texts.scope.hint}</p>
      </div>
      ${PARTS.map(
        (part) =>
          html`<fieldset>
            <legend>${texts.scope.parts[part]}</legend>
            ${choicesOf(organization, part).map(
              ({ id, name }) =>
                html`<label>
                  <input
                    type="checkbox"
                    name=${part}
                    value=${id}
                    ?checked=${binding.organizationScope[part].includes(id)}
                  />${name}
                </label>`,
            )}
          </fieldset>`,
      )}
      <button class="button" ?disabled=${isBusy}>${isBusy ? texts.scope.syncing : texts.scope.sync}</button>
      <div role="status">${this.synced.includes(binding.id) ? this.#renderChanges(binding, texts) : nothing}</div>
      ${this.failure === undefined ? nothing : html`<p class="notice danger" role="alert">${failureText(this.failure, texts)}</p>`}
    </form>`;
  }

  #renderChanges(
    { lastSyncChanges = [], organizationFault: fault }: Scoped,
    { scope, errors }: OaTexts,
  ): TemplateResult {
    const why = fault === 'not-implemented' ? scope.notPublic : fault && errors[fault];
    return html`
      ${fault ? html`<p class="notice warning" data-fault=${fault}>${scope.fault} ${why}</p>` : nothing}
      ${lastSyncChanges.length === 0 ? html`<p>${scope.none}</p>` : nothing}
      <ul>
        ${lastSyncChanges.map(
          (change) =>
            html`<li data-kind=${change.kind}>
              ${scope.total(scope.kinds[change.kind], change.total)}
              ${(['added', 'changed', 'removed'] as const).map((what) =>
                change[what].length === 0
                  ? nothing
                  : html`<span class="badge">${scope.changes[what]}</span> ${change[what].join('、')} `,
              )}
            </li>`,
        )}
      </ul>
    `;
  }

  async #load(): Promise<void> {
    try {
      const [organization, bindings] = await Promise.all([oa.organization(), host.listBindings()]);
      this.bindings = bindings.filter((binding): binding is Scoped => 'organizationScope' in binding);
      this.organization = organization;
    } catch (error) {
      this.failure = error;
    }
  }

  async #sync(event: SubmitEvent, { id }: Scoped): Promise<void> {
    event.preventDefault();
    const chosen = new FormData(event.target as HTMLFormElement);
    const of = (part: Part): string[] => chosen.getAll(part).map(String);
    const scope = { organizations: of('organizations'), departments: of('departments'), people: of('people') };
    this.busy = id;
    this.failure = undefined;
    try {
      const synced = (await oa.syncScope(id, scope)) as Scoped;
      this.bindings = this.bindings.map((binding) => (binding.id === id ? synced : binding));
      this.synced = [...this.synced, id];
    } catch (error) {
      this.failure = error;
    }
    this.busy = '';
  }
}

function choicesOf(
  { organizations, departments, people }: DemoOrganization,
  part: Part,
): { id: string; name: string }[] {
  if (part === 'people') return people.map(({ userId, name }) => ({ id: userId, name }));
  return part === 'departments' ? departments : organizations;
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-organization-scopes': OrganizationScopes;
  }
}
