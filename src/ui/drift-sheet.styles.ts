import { css } from 'lit';

export default css`
  :host {
    display: block;
    padding: var(--_gap-4);
  }
  .intro {
    margin: 0 0 var(--_gap-3);
    max-width: 70ch;
  }
  .all {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
  }
  h3 {
    margin: var(--_gap-4) 0 var(--_gap-1);
    font-size: var(--_size);
    font-weight: 500;
  }
  .count {
    color: var(--_text-3);
    font-weight: 400;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2) var(--_gap-4);
    padding: var(--_gap-2) 0;
    border-block-end: 1px solid var(--_line);
  }
  .what {
    display: flex;
    flex: 1 1 260px;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px var(--_gap-2);
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .name {
    font-weight: 500;
  }
  .kind {
    color: var(--_text-2);
    font-weight: 400;
  }
  .what .muted {
    flex-basis: 100%;
    font-size: var(--_size-s);
  }
  li select {
    flex: 0 1 260px;
    min-width: 0;
    max-width: 100%;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--_gap-2);
    margin-block-start: var(--_gap-4);
  }
`;
