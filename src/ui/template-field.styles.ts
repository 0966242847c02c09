import { css } from 'lit';

export default css`
  :host {
    display: block;
    min-width: 0;
  }
  .line {
    display: flex;
    gap: var(--_gap-2);
  }
  .insert {
    flex: none;
    width: 120px;
  }
  .insert .input {
    width: 100%;
  }
  .error {
    margin: 4px 0 0;
    font-size: 13px;
    line-height: 18px;
    color: var(--_danger);
  }
`;
