import { css } from 'lit';

export default css`
  :host {
    display: block;
    container: form / inline-size;
    padding: var(--_gap-4);
  }
  p {
    margin: 0;
  }
  form {
    display: grid;
    gap: var(--_gap-4);
  }
  fieldset {
    display: grid;
    gap: var(--_gap-3);
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 var(--_gap-2);
    font-weight: 600;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr));
    gap: var(--_gap-3) var(--_gap-4);
    align-items: start;
  }
  .field {
    display: grid;
    gap: 4px;
    min-width: 0;
  }
  .field > span:first-child {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--_text-2);
    overflow-wrap: anywhere;
  }
  .help,
  .fault {
    font-size: var(--_size-s);
  }
  .fault {
    color: var(--_danger);
  }
  .fault:empty {
    display: none;
  }
  textarea {
    resize: vertical;
  }
  .row {
    display: grid;
    gap: var(--_gap-2);
    padding-block-start: var(--_gap-2);
    border-block-start: 1px solid var(--_line);
  }
  .row header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    font-weight: 500;
  }
  .add {
    justify-self: start;
  }
  footer {
    position: sticky;
    inset-block-end: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
    margin: 0 calc(-1 * var(--_gap-4)) calc(-1 * var(--_gap-4));
    padding: var(--_gap-3) var(--_gap-4);
    border-block-start: 1px solid var(--_line);
    background: var(--_surface);
  }
  .grow {
    flex: 1;
  }
  @media (pointer: coarse) {
    .button,
    .input {
      min-height: 44px;
    }
  }
`;
