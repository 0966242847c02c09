import { css } from 'lit';

/** A card in the middle of what it stands for: why nothing is shown, and what to do. */
export const cardStyles = css`
  .over {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: safe center;
    overflow: auto;
    padding: var(--_gap-5);
    background: var(--_canvas);
  }
  .card {
    display: grid;
    justify-items: center;
    gap: var(--_gap-2);
    max-width: 440px;
    margin: auto;
    padding: var(--_gap-5);
    text-align: center;
  }
  .card h2 {
    margin: 0;
    font-weight: 600;
    font-size: 17px;
    white-space: normal;
  }
  .card p {
    margin: 0;
    color: var(--_text-2);
  }
  @container (max-width: 639px) {
    .over {
      padding: var(--_gap-2);
    }
    .card {
      padding: var(--_gap-3);
    }
  }
`;
