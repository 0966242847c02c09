import { css } from 'lit';

/** Look of `<esign-seal-apply>`. */
export const sealApplyStyles = css`
  .frame {
    display: grid;
    gap: var(--_gap-4);
    padding: var(--_gap-4);
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_surface);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  h2,
  h3,
  p,
  dl,
  dd,
  ol,
  ul {
    margin: 0;
    padding: 0;
  }
  ol,
  ul {
    list-style: none;
  }
  h2 {
    flex: 1;
    min-width: 0;
    font-size: var(--_size-l);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  h2:focus {
    outline: none;
  }
  h3 {
    font-size: var(--_size);
    font-weight: 600;
  }
  section {
    display: grid;
    gap: var(--_gap-2);
    min-width: 0;
  }
  /* an announcement must stay in the page while it is silent, but then without a gap of its own */
  .frame > [role='alert']:not(:has(*)) {
    position: absolute;
  }
  .screen {
    display: grid;
    justify-items: center;
    gap: var(--_gap-2);
    padding: var(--_gap-5) var(--_gap-3);
    text-align: center;
  }
  .screen svg {
    width: 44px;
    height: 44px;
    color: var(--_text-3);
  }
  .screen p {
    max-width: 46ch;
    color: var(--_text-2);
  }
  .screen .title {
    color: var(--_text);
    font-weight: 600;
  }

  /* state line */
  .steps {
    display: flex;
    flex-wrap: wrap;
    row-gap: var(--_gap-2);
  }
  .steps li {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--_text-3);
    font-size: 13px;
    white-space: nowrap;
  }
  .steps li:not(:last-child)::after {
    content: '';
    width: 28px;
    height: 2px;
    margin-inline: 8px;
    border-radius: 1px;
    background: var(--_line);
  }
  .steps li.done:not(:last-child)::after {
    background: var(--_accent);
  }
  .steps .dot {
    width: 10px;
    height: 10px;
    border: 2px solid var(--_line-strong);
    border-radius: 50%;
  }
  .steps .done .dot {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .steps .current {
    color: var(--_text);
    font-weight: 600;
  }
  .steps .current .dot {
    border-color: var(--_accent);
    box-shadow: 0 0 0 3px var(--_accent-soft);
  }
  .steps .current.bad .dot {
    border-color: var(--_danger);
    background: var(--_danger);
    box-shadow: 0 0 0 3px var(--_danger-soft);
  }

  /* meters */
  .meters {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 230px), 1fr));
    gap: var(--_gap-3);
  }
  .meter {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 2px var(--_gap-2);
    align-items: end;
    padding: var(--_gap-3);
    border-radius: var(--_radius);
    background: var(--_surface-2);
  }
  .meter .name {
    font-weight: 500;
  }
  .meter .left {
    grid-row: span 2;
    text-align: end;
    font-size: var(--_size-s);
    color: var(--_text-2);
  }
  .meter .left b {
    margin-inline-start: 4px;
    font-size: 26px;
    font-weight: 600;
    line-height: 1.1;
    color: var(--_text);
    font-variant-numeric: tabular-nums;
  }
  .meter .summary {
    color: var(--_text-2);
    font-size: 13px;
  }
  .meter svg {
    grid-column: 1 / -1;
    width: 100%;
    height: 8px;
    margin-top: 6px;
    border-radius: 4px;
    background: var(--_surface-3);
  }
  .meter rect {
    fill: var(--_accent);
  }
  .meters.by-seal {
    grid-template-columns: 1fr;
    gap: var(--_gap-2);
  }
  .by-seal .meter {
    padding-block: var(--_gap-2);
  }
  .by-seal .meter .left b {
    font-size: 20px;
  }
  .meter .name {
    overflow-wrap: anywhere;
  }
  .meter.spent rect {
    fill: var(--_warning);
  }

  /* facts */
  .facts {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: var(--_gap-2) var(--_gap-4);
    align-items: baseline;
  }
  .facts dt {
    color: var(--_text-3);
  }
  .facts dd {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-1);
  }
  .missing {
    color: var(--_danger);
  }
  .count {
    max-width: 120px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
  }
  .notice ul {
    margin-top: 4px;
    padding-inline-start: 18px;
    list-style: disc;
  }

  @container (min-width: 760px) {
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      gap: var(--_gap-5);
    }
    .columns > .side {
      padding-inline-start: var(--_gap-5);
      border-inline-start: 1px solid var(--_line);
    }
  }
  .columns > div {
    display: grid;
    align-content: start;
    gap: var(--_gap-4);
    min-width: 0;
  }
  .columns {
    row-gap: var(--_gap-4);
  }
  @container (max-width: 759px) {
    .columns {
      display: grid;
    }
  }
  @container (max-width: 399px) {
    .frame {
      padding: var(--_gap-3);
    }
    .facts {
      grid-template-columns: 1fr;
      gap: 0;
    }
    .facts dd {
      margin-bottom: var(--_gap-2);
    }
    .steps {
      display: grid;
      gap: var(--_gap-1);
    }
    .steps li:not(:last-child)::after {
      display: none;
    }
    .actions .button {
      flex: 1;
      min-height: 44px;
    }
  }
`;
