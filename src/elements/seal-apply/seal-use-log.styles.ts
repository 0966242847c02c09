import { css } from 'lit';

/** Look of the photos and the time line of a seal use. */
export const sealUseLogStyles = css`
  :host {
    display: grid;
    align-content: start;
    gap: var(--_gap-4);
    min-width: 0;
  }
  h3,
  p,
  ol,
  ul {
    margin: 0;
    padding: 0;
  }
  ol,
  ul {
    list-style: none;
  }
  h3 {
    flex: 1;
    font-size: var(--_size);
    font-weight: 600;
  }
  section {
    display: grid;
    gap: var(--_gap-2);
    min-width: 0;
  }
  section > [role='alert']:not(:has(*)) {
    position: absolute;
  }
  .head {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
  }
  .photos {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(88px, 1fr));
    gap: var(--_gap-2);
  }
  .photo {
    display: grid;
    place-items: center;
    width: 100%;
    aspect-ratio: 4 / 3;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface-3);
    cursor: zoom-in;
  }
  .photo:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .photo img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .kind {
    display: block;
    margin-top: 2px;
    color: var(--_text-2);
    font-size: var(--_size-s);
    text-align: center;
  }
  .gone {
    color: var(--_text-3);
  }

  .timeline {
    display: grid;
  }
  .timeline li {
    position: relative;
    display: grid;
    gap: 2px;
    padding: 0 0 var(--_gap-3) 20px;
  }
  .timeline li::before {
    content: '';
    position: absolute;
    inset-block: 8px -8px;
    inset-inline-start: 4px;
    width: 1px;
    background: var(--_line);
  }
  .timeline li:last-child::before {
    display: none;
  }
  .timeline li::after {
    content: '';
    position: absolute;
    inset-block-start: 7px;
    inset-inline-start: 0;
    width: 9px;
    height: 9px;
    border-radius: 50%;
    background: var(--_line-strong);
  }
  .timeline li:first-child::after {
    background: var(--_accent);
  }
  .timeline .what {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px var(--_gap-2);
  }
  .timeline .when {
    color: var(--_text-3);
    font-size: var(--_size-s);
    font-variant-numeric: tabular-nums;
  }
  .timeline .note {
    color: var(--_text-2);
    overflow-wrap: anywhere;
  }
`;
