import { css } from 'lit';

/** Look of the detail of one seal. */
export const sealDetailStyles = css`
  dialog {
    width: min(560px, calc(100vw - 32px));
  }
  h2 {
    overflow-wrap: anywhere;
  }
  .paper {
    display: grid;
    place-items: center;
    min-height: 120px;
    padding: var(--_gap-3);
    border: 1px solid var(--_line);
    border-radius: 8px;
    /* seals are of red ink on white paper, also in the dark */
    background: #fff;
    color: #626d7e;
  }
  .paper img {
    width: 200px;
    max-width: 100%;
    height: 200px;
    object-fit: contain;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: var(--_gap-1) var(--_gap-4);
    margin: 0;
  }
  dt {
    color: var(--_text-2);
  }
  dd {
    min-width: 0;
    margin: 0;
    overflow-wrap: anywhere;
  }
  .id {
    font-family: ui-monospace, monospace;
    font-size: var(--_size-s);
  }
  .holders {
    display: grid;
    justify-items: start;
    gap: var(--_gap-2);
    padding-block-start: var(--_gap-3);
    border-block-start: 1px solid var(--_line);
  }
  .holders esign-seal-holders {
    justify-self: stretch;
  }
  .holders p:empty,
  .holders div:empty {
    display: none;
  }
  @media (pointer: coarse) {
    .button {
      min-height: 44px;
    }
  }
`;
