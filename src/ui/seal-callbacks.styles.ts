import { css } from 'lit';

export default css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .list {
    display: grid;
    gap: var(--_gap-3);
    padding: var(--_gap-2) var(--_gap-4) var(--_gap-3);
  }
  p {
    margin: 0;
  }
  .callback {
    border: 1px solid var(--_line);
    border-radius: 8px;
    overflow: hidden;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
    padding: 6px var(--_gap-2) 6px var(--_gap-3);
    background: var(--_surface-2);
    border-bottom: 1px solid var(--_line);
  }
  header .input {
    flex: 0 1 240px;
    min-width: 0;
  }
  .off .actions {
    opacity: 0.75;
  }
  .spacer {
    flex: 1;
  }
  .switch {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
  }
  .tools {
    display: inline-flex;
    flex: none;
  }
  .actions {
    display: grid;
    gap: var(--_gap-2);
    margin: 0;
    padding: var(--_gap-3);
    list-style: none;
  }
  .action {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto;
    align-items: start;
    gap: var(--_gap-2);
  }
  .order {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 20px;
    height: 20px;
    margin-block-start: 6px;
    border-radius: 50%;
    background: var(--_accent-soft);
    color: var(--_accent);
    font-size: var(--_size-s);
    font-weight: 500;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: var(--_gap-2);
  }
  .fields .input {
    width: 100%;
    min-width: 0;
  }
  .add {
    padding: 0 var(--_gap-3) var(--_gap-3);
  }
  .problem {
    display: flex;
    align-items: start;
    gap: 6px;
    margin-block-start: 4px;
    color: var(--_danger);
    font-size: var(--_size-s);
  }
  .problem.warning {
    color: var(--_warning);
  }
  @container (max-width: 560px) {
    .list {
      padding-inline: var(--_gap-3);
    }
    .fields {
      grid-template-columns: minmax(0, 1fr);
    }
    .action {
      grid-template-columns: 24px minmax(0, 1fr);
    }
    .action .tools {
      grid-column: 2;
    }
  }
`;
