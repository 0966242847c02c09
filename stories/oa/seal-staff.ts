import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Binding } from '../../src/schema/binding.js';
import { controls } from '../../src/ui/controls.styles.js';
import { host, oa, type DemoOrganization } from './api.js';
import { bindingCard } from './binding-card.styles.js';
import { oaStyles } from './oa.styles.js';
import { failureText, oaTexts, type OaTexts } from './texts.js';

type Staffed = Binding & { readonly sealStaff: readonly string[] };

/** B-14: who is seal staff of a service, and whether it is the default one; nothing where no binding has such a list. */
export class SealStaff extends LitElement {
  static override styles = [controls, oaStyles, bindingCard];

  @property() locale = 'zh-CN';
  @state() private bindings: readonly Staffed[] = [];
  @state() private people: DemoOrganization['people'] = [];
  @state() private failure: unknown;
  /** The binding that is being saved, and the one that was. */
  @state() private busy = '';
  @state() private saved = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    const texts = oaTexts(this.locale);
    return html`${this.bindings.map((binding) => this.#renderBinding(binding, texts))}`;
  }

  #renderBinding(binding: Staffed, texts: OaTexts): TemplateResult {
    const { staff } = texts;
    const { id, name, isDefault, sealStaff } = binding;
    const isBusy = this.busy === id;
    return html`<form class="card" data-staff=${id} @submit=${(event: SubmitEvent) => this.#save(event, binding)}>
      <div>
        <h2>${staff.heading(name)}</h2>
        <p class="muted">${staff.hint}</p>
      </div>
      <label><input type="checkbox" name="isDefault" .checked=${isDefault} />${staff.isDefault}</label>
      <fieldset>
        <legend>${staff.people}</legend>
        ${this.people.map(
          ({ userId, name: person }) =>
            html`<label>
              <input type="checkbox" name="sealStaff" value=${userId} .checked=${sealStaff.includes(userId)} />${person}
            </label>`,
        )}
      </fieldset>
      <button class="button" ?disabled=${isBusy}>${isBusy ? staff.saving : staff.save}</button>
      <div role="status">
        ${this.saved === id ? html`<p class="muted">${isDefault ? staff.saved : staff.inert}</p>` : nothing}
      </div>
      ${
        this.failure === undefined
          ? nothing
          : html`<p class="notice danger" role="alert">${failureText(this.failure, texts)}</p>`
      }
    </form>`;
  }

  async #load(): Promise<void> {
    try {
      const [{ people }, bindings] = await Promise.all([oa.organization(), host.listBindings()]);
      this.people = people;
      this.bindings = bindings.filter((binding): binding is Staffed => 'sealStaff' in binding);
    } catch (error) {
      this.failure = error;
    }
  }

  async #save(event: SubmitEvent, { id, sealStaff }: Staffed): Promise<void> {
    event.preventDefault();
    const chosen = new FormData(event.target as HTMLFormElement);
    // who has left the OA's list since stays chosen: nobody took them off
    const unknown = sealStaff.filter((userId) => !this.people.some((person) => person.userId === userId));
    this.busy = id;
    this.saved = '';
    this.failure = undefined;
    try {
      await oa.changeQiyuesuo(id, {
        isDefault: chosen.has('isDefault'),
        sealStaff: [...unknown, ...chosen.getAll('sealStaff').map(String)],
      });
      await this.#load();
      this.saved = id;
    } catch (error) {
      this.failure = error;
    }
    this.busy = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-seal-staff': SealStaff;
  }
}
