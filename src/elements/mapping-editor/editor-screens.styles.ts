import { css } from 'lit';

/** What stands in the place of a document: loading, a failure, or the choice of a workflow. */
export default css`
  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--_gap-3);
    height: 100%;
    min-height: 320px;
    padding: var(--_gap-5);
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_surface);
    text-align: center;
  }
  .state h2,
  .state p,
  .choice h2,
  .choice p {
    margin: 0;
  }
  .state h2,
  .choice h2 {
    font-size: var(--_size-l);
    font-weight: 600;
  }
  .choice {
    display: grid;
    align-content: start;
    gap: var(--_gap-3);
    max-width: 640px;
    height: 100%;
    margin: 0 auto;
    padding: var(--_gap-5);
    border-radius: 10px;
    background: var(--_surface-2);
    overflow-y: auto;
  }
  .choice ul {
    margin: 0;
    padding: 0;
    list-style: none;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    overflow: hidden;
  }
  .choice li + li {
    border-top: 1px solid var(--_line);
  }
  .choice li button {
    display: flex;
    align-items: center;
    gap: var(--_gap-3);
    width: 100%;
    min-height: 44px;
    padding: 0 var(--_gap-4);
    border: 0;
    background: transparent;
    text-align: start;
    cursor: pointer;
  }
  .choice li button:hover {
    background: var(--_surface-3);
  }
  .choice .name {
    flex: 1;
  }
`;
