import { html, nothing, type TemplateResult } from 'lit';

import type { Choice } from './placement-defaults.js';

/** What the small labelled controls of a rule have to know. */
export interface FieldScene {
  readonly editable: boolean;
  goneName(value: string): string;
}

/** A choice out of a list; a value that is no longer in it stays visible. `part` is the member of the rule that it sets. */
export function selectField(
  scene: FieldScene,
  name: string,
  value: string,
  choices: readonly Choice[],
  set: (value: string) => void,
  part?: string,
): TemplateResult {
  return html`<label class="field"
    ><span>${name}</span>
    <select
      class="input"
      data-part=${part ?? nothing}
      ?disabled=${!scene.editable}
      @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}
    >
      ${
        choices.some((choice) => choice.value === value)
          ? nothing
          : html`<option value=${value} selected>${scene.goneName(value)}</option>`
      }
      ${choices.map(
        (choice) =>
          html`<option
            value=${choice.value}
            ?selected=${choice.value === value}
            ?disabled=${choice.disabled === true && choice.value !== value}
          >
            ${choice.text}
          </option>`,
      )}
    </select></label
  >`;
}

export function textField(
  scene: FieldScene,
  name: string,
  value: string,
  longest: number,
  set: (value: string, input: HTMLInputElement) => void,
  mayBeEmpty = false,
): TemplateResult {
  return html`<label class="field"
    ><span>${name}</span>
    <input
      class="input"
      maxlength=${longest}
      ?readonly=${!scene.editable}
      .value=${value}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        if (input.value || mayBeEmpty) set(input.value, input);
        else input.value = value;
      }}
  /></label>`;
}

export function numberField(
  scene: FieldScene,
  name: string,
  value: number,
  min: number,
  max: number,
  set: (value: number) => void,
): TemplateResult {
  return html`<label class="field short"
    ><span>${name}</span>
    <input
      class="input"
      type="number"
      step="any"
      min=${min}
      max=${max}
      ?readonly=${!scene.editable}
      .value=${String(value)}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        if (input.value !== '' && input.checkValidity()) set(input.valueAsNumber);
        else input.value = String(value);
      }}
  /></label>`;
}

/** A whole number that may be left to the product: an empty control sets undefined. */
export function countField(
  scene: FieldScene,
  name: string,
  value: number | undefined,
  { min, max, automatic }: { readonly min: number; readonly max: number; readonly automatic: string },
  set: (value: number | undefined) => void,
): TemplateResult {
  const shown = value === undefined ? '' : String(value);
  return html`<label class="field short"
    ><span>${name}</span>
    <input
      class="input"
      type="number"
      inputmode="numeric"
      step="1"
      min=${min}
      max=${max}
      placeholder=${automatic}
      ?readonly=${!scene.editable}
      .value=${shown}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        if (input.checkValidity()) set(input.value === '' ? undefined : input.valueAsNumber);
        else input.value = shown;
      }}
  /></label>`;
}

export function checkField(
  scene: FieldScene,
  name: string,
  on: boolean,
  set: (on: boolean) => void,
  part?: string,
): TemplateResult {
  return html`<label class="check"
    ><input
      type="checkbox"
      data-part=${part ?? nothing}
      ?disabled=${!scene.editable}
      .checked=${on}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
    /><span>${name}</span></label
  >`;
}
