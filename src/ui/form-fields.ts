import { html, type TemplateResult } from 'lit';

/** A list of choices with its label; `className` is that of the label. */
export function select<K extends string>(
  label: string,
  className: string,
  value: K,
  options: readonly (readonly [K, string])[],
  change: (value: K) => void,
): TemplateResult {
  return html`<label class=${className}
    >${label}
    <select
      class="input"
      @change=${(event: Event) => {
        const chosen = options[(event.target as HTMLSelectElement).selectedIndex];
        if (chosen) change(chosen[0]);
      }}
    >
      ${options.map(([key, name]) => html`<option value=${key} ?selected=${key === value}>${name}</option>`)}
    </select>
  </label>`;
}

/** A number with its label. What is no number changes nothing. */
export function number(label: string, step: number, value: number, change: (value: number) => void): TemplateResult {
  return html`<label
    >${label}
    <input
      class="input"
      type="number"
      inputmode="decimal"
      step=${step}
      .value=${String(value)}
      @input=${(event: Event) => {
        const { valueAsNumber } = event.target as HTMLInputElement;
        if (Number.isFinite(valueAsNumber)) change(valueAsNumber);
      }}
    />
  </label>`;
}
