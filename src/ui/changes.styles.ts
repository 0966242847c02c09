import { css } from 'lit';

export default css`
  :host {
    display: block;
    container: changes / inline-size;
    padding: var(--_gap-4);
  }
  h3 {
    margin: var(--_gap-4) 0 var(--_gap-2);
    font-size: 1em;
  }
  p {
    margin: 0 0 var(--_gap-2);
  }
  ol,
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .muted {
    color: var(--_text-3);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--_gap-2);
    padding-block-end: var(--_gap-2);
  }
  .tools label {
    display: grid;
    gap: 4px;
    flex: 1 1 220px;
    min-width: 0;
  }
  .line {
    align-items: center;
  }
  .others {
    max-height: 360px;
    margin: 0 -4px var(--_gap-2);
    /* room for the focus ring */
    padding: 4px;
    overflow: auto;
  }
  .drop {
    align-items: center;
    margin-block-end: var(--_gap-3);
    padding: var(--_gap-2);
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
  }
  .drop.over {
    border-color: currentColor;
  }
  .change {
    display: grid;
    grid-template-columns: minmax(120px, 1fr) minmax(0, 1.5fr) minmax(0, 1.5fr);
    gap: var(--_gap-2);
    padding: var(--_gap-2) 0;
    border-block-end: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }
  .change .label {
    display: block;
    font-size: 0.85em;
    color: var(--_text-3);
  }
  .change .old .value {
    text-decoration: line-through;
    text-decoration-color: var(--_text-3);
  }
  .change .unset .value {
    color: var(--_text-3);
  }
  .sent {
    margin: 4px 0 0;
  }
  .sent .text {
    white-space: pre-wrap;
  }
  .sent.fault {
    color: var(--_danger);
  }
  .for {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--_gap-2);
    margin-block-end: var(--_gap-2);
  }
  .side {
    display: flex;
    gap: var(--_gap-2);
    align-items: baseline;
    min-height: var(--_small, 28px);
    cursor: pointer;
  }
  fieldset {
    margin: 0 0 var(--_gap-2);
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: var(--_gap-2) 0 4px;
    font-weight: 600;
  }
  .step {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
    align-items: baseline;
    width: 100%;
    min-height: 36px;
    padding: 6px var(--_gap-2);
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .step:hover:not([aria-disabled='true']) {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }
  .step .text {
    flex: 1 1 200px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .step[aria-current] {
    font-weight: 600;
  }
  .step.undone .text {
    color: var(--_text-3);
  }
  @container changes (max-width: 560px) {
    .change {
      grid-template-columns: minmax(0, 1fr);
      gap: 6px;
    }
  }
`;
