import { css } from 'lit';

/** Inner parts of the dialogs of the sign panel. */
export const modalStyles = css`
  form {
    display: grid;
    gap: var(--_gap-3);
    padding: var(--_gap-5);
  }
  h2 {
    margin: 0;
    font-size: var(--_size-l);
  }
  p {
    margin: 0;
    color: var(--_text-2);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--_gap-2);
    margin-top: var(--_gap-2);
  }
  .actions p {
    flex: 1 1 220px;
  }
  .samples {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
  }
  .warnings {
    display: grid;
    gap: var(--_gap-1);
    max-height: 180px;
    margin: var(--_gap-1) 0 0;
    padding: 0;
    overflow-y: auto;
    list-style: none;
  }
  .warnings li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_gap-2);
  }
  .notice.warning > div {
    flex: 1;
  }
  label {
    display: grid;
    gap: var(--_gap-1);
    font-weight: 500;
  }
  textarea {
    min-height: 84px;
    resize: vertical;
    font-weight: 400;
  }
  .fault {
    color: var(--_danger);
    font-size: var(--_size-s);
  }
`;
