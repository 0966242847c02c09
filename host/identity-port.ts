/** Whose papers a service asks for. */
export type IdentitySubject =
  | {
      readonly kind: 'person';
      /** Null for a person outside of the OA, who has a `contact`. */
      readonly userId: string | null;
      readonly name: string;
      readonly contact: string | null;
    }
  | { readonly kind: 'organization'; readonly name: string };

export type PersonPaper = 'idCard' | 'passport' | 'hongKongMacauPermit' | 'taiwanPermit' | 'residencePermit' | 'other';
export type OrganizationPaper = 'creditCode' | 'organizationCode' | 'registrationNumber';

/** An official number and what kind of paper it stands on. It is handed to the service and kept nowhere. */
export interface Identity {
  readonly number: string;
  readonly paper: PersonPaper | OrganizationPaper;
}
