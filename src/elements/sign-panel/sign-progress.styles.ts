import { css } from 'lit';

export const signProgressStyles = css`
  :host {
    position: absolute;
    inset: 0;
    display: flex;
    inline-size: min(30rem, 100% - 2 * var(--_gap-3));
    block-size: fit-content;
    max-block-size: calc(100% - 2 * var(--_gap-3));
    margin: auto;
    border-radius: 8px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  section {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    gap: var(--_gap-2);
    min-block-size: 0;
    padding: var(--_gap-3) var(--_gap-4);
  }
  p {
    margin: 0;
  }
  .now {
    display: flex;
    align-items: start;
    gap: var(--_gap-3);
    font-weight: 600;
  }
  /* the list has the whole of a long name */
  .words {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .spinner {
    flex: none;
  }
  progress {
    inline-size: 100%;
    accent-color: var(--_accent);
  }
  ol {
    flex: 0 1 auto;
    min-block-size: 1.75rem;
    margin: 0;
    padding: 0;
    overflow-y: auto;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 1rem minmax(0, 1fr) auto;
    align-items: start;
    gap: var(--_gap-2);
    padding-block: var(--_gap-1);
    color: var(--_text-2);
  }
  li[data-state='signing'] {
    color: var(--_text);
    font-weight: 600;
  }
  .name {
    overflow-wrap: anywhere;
  }
  .state {
    white-space: nowrap;
  }
  svg {
    margin-block-start: 0.2em;
    color: var(--_success);
  }
  .stay {
    color: var(--_text-2);
  }
`;
