import { css } from 'lit';

export default css`
  :host {
    display: block;
    container: grid / inline-size;
  }
  .tools,
  .languages,
  .preview header,
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  .tools {
    gap: var(--_gap-2) var(--_gap-4);
    padding-block-end: var(--_gap-2);
  }
  .grow {
    flex: 1;
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
    cursor: pointer;
  }
  .outcome p,
  .outcome ul {
    margin: 0 0 var(--_gap-2);
  }
  .grid {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: hidden;
  }
  .row {
    display: grid;
    grid-template-columns: 104px;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    align-items: center;
    gap: var(--_gap-2);
    padding: 6px var(--_gap-2);
  }
  .row + .row {
    border-block-start: 1px solid var(--_line);
  }
  .head {
    background: var(--_surface-2);
    color: var(--_text-2);
    font-size: var(--_size-s);
  }
  .name {
    overflow-wrap: anywhere;
  }
  .cell .input {
    width: 100%;
  }
  .cell.missing .input {
    border-color: var(--_warning);
    border-style: dashed;
  }
  .input.long {
    border-color: var(--_warning);
  }
  .input::placeholder {
    color: var(--_text-3);
    opacity: 1;
  }
  .language {
    display: none;
    color: var(--_text-2);
    font-size: var(--_size-s);
  }
  .single .head,
  .single .name {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .single {
    border: 0;
  }
  .single .row {
    display: block;
    padding: 0;
  }
  .single .cell,
  .single .cell .language {
    display: block;
  }
  .single .cell + .cell {
    margin-block-start: var(--_gap-2);
  }
  .preview {
    margin-block-start: var(--_gap-3);
    padding: var(--_gap-3);
    border: 1px dashed var(--_line-strong);
    border-radius: var(--_radius);
  }
  .preview header .input {
    width: auto;
  }
  .bar {
    margin-block-start: var(--_gap-2);
  }
  .sample {
    display: inline-block;
    max-width: 180px;
    padding: 6px 12px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .sample.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_accent-text);
  }
  @container grid (max-width: 440px) {
    .row {
      display: block;
    }
    .row.head {
      display: none;
    }
    .cell,
    .cell .language {
      display: block;
    }
    .name {
      display: block;
      font-weight: 600;
    }
    .cell {
      margin-block-start: 6px;
    }
  }
`;
