import { css } from 'lit';

export default css`
  .hidden-slots {
    margin: var(--_gap-2) var(--_gap-4) var(--_gap-3);
    font-size: var(--_size-s);
  }
  .hidden-slots summary {
    width: fit-content;
    min-height: var(--_small, 24px);
    color: var(--_text-2);
    cursor: pointer;
  }
  .hidden-slots summary:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .hidden-slots p,
  .hidden-slots ul {
    margin: 4px 0 0;
    padding: 0;
    list-style: none;
  }
  .hidden-slots li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--_gap-2);
    padding: 4px 0;
    border-top: 1px solid var(--_line);
  }
`;
