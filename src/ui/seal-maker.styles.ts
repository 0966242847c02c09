import { css } from 'lit';

/** Look of the dialog that makes a signature or an image seal. */
export const sealMakerStyles = css`
  dialog {
    width: min(560px, calc(100vw - 16px));
    max-height: calc(100dvh - 16px);
  }
  .ways {
    display: flex;
    gap: 2px;
    padding: 2px;
    border-radius: var(--_radius);
    background: var(--_surface-3);
  }
  .way {
    position: relative;
    flex: 1;
    display: grid;
    place-items: center;
    min-height: var(--_control);
    padding: 0 var(--_gap-2);
    border-radius: calc(var(--_radius) - 2px);
    text-align: center;
    cursor: pointer;
  }
  .way input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: pointer;
  }
  .way:has(:checked) {
    background: var(--_surface);
    color: var(--_accent);
    box-shadow: 0 1px 2px rgb(0 0 0 / 15%);
  }
  .way:has(:focus-visible) {
    outline: 2px solid var(--_accent);
  }
  /* four short words beside each other are three lines each */
  @media (max-width: 480px) {
    .ways:has(:nth-child(4)) {
      display: grid;
      grid-template-columns: 1fr 1fr;
    }
  }
  .part {
    display: grid;
    gap: var(--_gap-2);
  }
  .row {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--_gap-1);
    font-weight: 400;
  }
  .preview {
    display: grid;
    place-items: center;
    height: 160px;
    padding: var(--_gap-2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: repeating-conic-gradient(#e6e9ee 0 25%, #fff 0 50%) 0 0 / 16px 16px;
  }
  .preview > * {
    grid-area: 1 / 1;
  }
  .preview .muted {
    padding: 2px 8px;
    border-radius: var(--_radius-s);
    background: #fff;
    color: #4d5868;
  }
  .preview img {
    max-width: 100%;
    max-height: 142px;
  }
  .facts {
    display: grid;
    grid-template-columns: 1fr 1.6fr 1fr;
    gap: var(--_gap-2);
    align-items: start;
  }
  .facts label {
    min-width: 0;
  }
  .muted {
    font-weight: 400;
    font-size: var(--_size-s);
  }
  .fault:empty {
    display: none;
  }
  .actions .quiet {
    margin-inline-end: auto;
  }
  @media (max-width: 520px) {
    form {
      padding: var(--_gap-3);
    }
    .facts {
      grid-template-columns: 1fr 1fr;
    }
    .facts label:nth-child(2) {
      grid-column: 1 / -1;
      order: -1;
    }
    .actions {
      flex-wrap: wrap;
    }
    .actions .quiet {
      flex-basis: 100%;
    }
  }
`;
