import { css } from 'lit';

export default css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .card {
    position: relative;
    display: grid;
    grid-template-columns: 168px minmax(0, 1fr);
    gap: 2px var(--_gap-4);
    padding: 10px 38px 10px var(--_gap-4);
    border-inline-start: 2px solid transparent;
    transition: background-color 120ms;
  }
  .card:focus {
    outline: none;
  }
  .card:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .card:focus-within,
  .card.waiting,
  .card.picking,
  .card.marked,
  .card.over {
    border-inline-start-color: var(--_accent);
  }
  .card.waiting,
  .card.picking,
  .card.marked,
  .card.fits {
    background: var(--_accent-soft);
  }
  .menu-button {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-end: 6px;
    color: var(--_text-3);
  }
  .card.list .menu-button {
    inset-block-start: 4px;
  }
  .mark {
    margin-inline-start: 6px;
    gap: 2px;
  }
  @media (pointer: coarse) {
    .menu-button.icon {
      min-height: 44px;
      width: 44px;
      inset-block-start: 2px;
      inset-inline-end: 0;
    }
    .card {
      padding-inline-end: 46px;
    }
  }
  /* a list stands under its card, and the heading of its group says its name */
  .card.list {
    display: block;
    padding-bottom: 0;
  }
  .card.list .label {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .card.wide {
    display: block;
  }
  .card.wide .label {
    padding-bottom: 6px;
  }
  .card.wide .body {
    max-width: 880px;
  }
  .card.list .help {
    margin: 0;
  }
  .label {
    padding-top: 5px;
    color: var(--_text-2);
    font-weight: 500;
  }
  .star {
    margin-inline-start: 3px;
    color: var(--_danger);
  }
  .body {
    position: relative;
    min-width: 0;
    max-width: 640px;
  }
  .bulb {
    color: var(--_text-2);
  }
  .control {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-height: var(--_control);
    justify-content: center;
  }
  .result-line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--_gap-2);
    margin-block-start: 2px;
  }
  .why {
    min-height: 24px;
    min-width: 24px;
    padding: 0 4px;
    border: 0;
    border-radius: var(--_radius-s);
    background: transparent;
    color: var(--_accent);
    font-size: var(--_size-s);
    cursor: pointer;
  }
  .why:hover {
    text-decoration: underline;
  }
  .why-box {
    position: fixed;
    inset: auto;
    width: min(380px, calc(100vw - 16px));
    max-height: 60vh;
    margin: 0;
    padding: 0;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  @media (pointer: coarse) {
    .why {
      min-height: 44px;
      padding-inline: var(--_gap-3);
    }
  }
  .result {
    margin: 0;
    min-width: 0;
    color: var(--_text-2);
    font-size: var(--_size-s);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .result.fault {
    color: var(--_danger);
  }
  .differs {
    justify-self: start;
    margin-block-start: 4px;
    color: var(--_warning);
    text-align: start;
    white-space: normal;
  }
  .help {
    margin: 3px 0 0;
    font-size: var(--_size-s);
    line-height: 18px;
  }
  .problem {
    display: flex;
    align-items: flex-start;
    gap: 5px;
    margin: 4px 0 0;
    font-size: 13px;
    line-height: 18px;
    color: var(--_danger);
  }
  .problem .icon {
    flex: none;
    margin-top: 1px;
  }
  .problem.warning {
    color: var(--_warning);
  }
  .problem.hint {
    color: var(--_text-3);
  }
  .fixes {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
    margin-block-start: 6px;
  }
  .card.dimmed .label {
    color: var(--_text-3);
    font-weight: 400;
  }
  .place {
    position: absolute;
    inset: 0 0 auto;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--_gap-1);
    width: 100%;
    min-height: var(--_small, 34px);
    border: 1px dashed var(--_accent);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_accent);
    font-weight: 500;
    cursor: pointer;
  }
  .place:hover,
  .place:focus-visible,
  .card.over .place {
    border-style: solid;
    background: var(--_accent);
    color: var(--_accent-text);
  }
  .refused {
    margin: 4px 0 0;
    font-size: 13px;
    color: var(--_danger);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  .line > esign-source-picker,
  .line > esign-template-field {
    flex: 1 1 150px;
    min-width: 0;
  }
  .scope {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-1) var(--_gap-2);
  }
  .scope > .input,
  .scope > .order > .input {
    width: auto;
    max-width: 100%;
  }
  .scope > p {
    flex-basis: 100%;
    margin: 0;
  }
  .input.kind {
    width: auto;
    flex: 0 0 auto;
    /* beside the first line of a value that has more of them */
    align-self: flex-start;
    min-width: 104px;
  }
  .input.number {
    width: 96px;
  }
  .grow {
    flex: 1 1 200px;
    min-width: 0;
  }
  .points {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }
  .chip {
    padding-inline-end: 2px;
  }
  .points.readonly .chip {
    padding-inline-end: var(--_gap-2);
  }
  .chip.gone {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .chip-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: var(--_small, 24px);
    height: var(--_small, 24px);
    padding: 0;
    border: 0;
    border-radius: var(--_radius-s);
    background: transparent;
    color: var(--_text-2);
    cursor: pointer;
  }
  .chip-button:hover {
    background: var(--_surface-3);
  }
  .switch {
    display: inline-flex;
    align-items: center;
    gap: var(--_gap-2);
    min-height: var(--_control);
    cursor: pointer;
  }
  .switch input {
    appearance: none;
    position: relative;
    width: 34px;
    height: 20px;
    border-radius: 999px;
    background: var(--_line-strong);
    cursor: pointer;
    transition: background-color 120ms;
  }
  .switch input::after {
    content: '';
    position: absolute;
    top: 2px;
    inset-inline-start: 2px;
    width: 16px;
    height: 16px;
    border-radius: 50%;
    background: #fff;
    transition: translate 120ms;
  }
  .switch input:checked {
    background: var(--_accent);
  }
  .switch input:checked::after {
    translate: 14px 0;
  }
  .switch input:disabled {
    opacity: 0.6;
    cursor: not-allowed;
  }
  @media (forced-colors: active) {
    .switch input {
      appearance: auto;
    }
    .switch input::after {
      content: none;
    }
  }
  .segments {
    display: inline-flex;
    padding: 2px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface-3);
    align-self: flex-start;
  }
  .segment {
    display: inline-flex;
    align-items: center;
    min-height: var(--_small, 26px);
    padding: 0 var(--_gap-3);
    border-radius: var(--_radius-s);
    color: var(--_text-2);
    cursor: pointer;
  }
  .segment:has(input:checked) {
    background: var(--_surface);
    color: var(--_text);
    font-weight: 500;
    box-shadow: 0 1px 2px rgb(16 24 40 / 16%);
  }
  .segment:has(input:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .value {
    min-height: var(--_control);
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
  }
  .template {
    display: grid;
    gap: 6px;
    padding: var(--_gap-2) var(--_gap-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .limits {
    margin: 0;
    font-size: var(--_size-s);
    overflow-wrap: anywhere;
  }
  .template .row {
    display: grid;
    grid-template-columns: minmax(80px, 140px) minmax(0, 1fr);
    align-items: center;
    gap: var(--_gap-2);
  }
  .error {
    margin: 0;
    font-size: 13px;
    color: var(--_danger);
  }
  @container (max-width: 460px) {
    .card {
      grid-template-columns: minmax(0, 1fr);
      padding: 10px 38px 10px var(--_gap-3);
    }
    .label {
      padding-top: 0;
    }
  }
`;
