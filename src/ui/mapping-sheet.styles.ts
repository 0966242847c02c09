import { css } from 'lit';

export default css`
  :host {
    display: block;
    padding: var(--_gap-4);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--_gap-2);
    margin-block-end: var(--_gap-3);
  }
  .tools label {
    display: grid;
    gap: 4px;
    flex: 0 1 200px;
    min-width: 0;
  }
  .fault {
    margin: 0 0 var(--_gap-2);
    color: var(--_danger);
  }
  .paper {
    padding: var(--_gap-5);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow-x: auto;
  }
  .print-frame {
    position: fixed;
    inset: auto 0 0 auto;
    width: 0;
    height: 0;
    border: 0;
    visibility: hidden;
  }
  @container (max-width: 560px) {
    .paper {
      padding: var(--_gap-3);
    }
    .sheet-table {
      min-width: 560px;
    }
    .sheet-facts {
      grid-template-columns: minmax(0, 1fr);
    }
    .sheet-facts dt {
      margin-block-start: 4px;
    }
  }
`;
