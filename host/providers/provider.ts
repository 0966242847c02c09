import type {
  CatalogItem,
  ConnectionFinding,
  DesignSeal,
  Mark,
  Placement,
  PageBox,
  PersonValue,
  ProviderDescriptor,
  Seal,
  SealArtwork,
  ServiceType,
  SignatureReport,
} from '../../src/schema/index.js';
import type { CallbackReceiver } from './callback-receiver.js';
import type { RemoteService, ServiceAccess } from './remote-service.js';
import type { SealRegister } from './seal-register.js';

/** A file that people can sign: always a PDF, whatever it came as. */
export interface PreparedDocument {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly mediaType: string;
  readonly pages: PageBox[];
}

/** A picture of a seal as it is shown. */
export interface SealImage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** A seal and, where its artwork is an image, the bytes of it. */
export interface UsedSeal {
  readonly seal: Seal;
  readonly image: SealImage;
}

export interface SignRequest {
  readonly bytes: Uint8Array;
  /** The boxes of the pages as the signer saw them. */
  readonly pages: readonly PageBox[];
  /** Marks of this document only. */
  readonly marks: readonly Mark[];
  /** The prepared places that marks may fill. */
  readonly placements: readonly Placement[];
  readonly seals: ReadonlyMap<string, UsedSeal>;
  readonly signer: PersonValue;
  readonly organization: string;
  readonly reason: string;
  readonly signedAt: Date;
  /** Names the signature inside of the file; one for each party. */
  readonly fieldName: string;
}

/** B-15: the part of the organisation that a service is told of; what stands above it there is null. */
export interface OrganizationMembers {
  readonly departments: readonly { readonly id: string; readonly name: string; readonly parentId: string | null }[];
  readonly people: readonly (PersonValue & { readonly departmentId: string | null })[];
}

/** A signature service in our terms. Nothing of a provider's own words leaves its folder. */
export interface SignatureProvider {
  readonly descriptor: ProviderDescriptor;
  /** Where people sign at a service of its own: the host hands envelopes over and follows what becomes of them. */
  readonly remote?: RemoteService;
  /** Where physical seals are kept by a service; without it the host's own register keeps them. */
  readonly register?: SealRegister;
  /** How the provider reports by itself what happened. */
  readonly callbacks?: CallbackReceiver;
  /** B-06: what only the adapter can find out, such as whether the service takes the credentials. */
  testConnection?(access: ServiceAccess): Promise<ConnectionFinding[]>;
  /** B-16: everything of the service that a mapping can name; seals of the tenant's own organisation. */
  syncCatalog?(access: ServiceAccess, organization: string): Promise<CatalogItem[]>;
  /**
   * The pictures of the seals of the tenant's own organisation: links by the id of the seal, which live for a few minutes; for
   * bindings to one product of the service.
   */
  readonly sealPictures?: {
    readonly serviceType: ServiceType;
    links(access: ServiceAccess, organization: string): Promise<ReadonlyMap<string, string>>;
  };
  /**
   * Makes a template seal of the tenant's own organisation at the service, where `sealDesign` is among the capabilities. The
   * service may make a second one of a repeated order: whoever repeats it looks into the catalog first.
   */
  designSeal?(access: ServiceAccess, organization: string, design: DesignSeal): Promise<CatalogItem>;
  /**
   * B-15: tells the service of all of its members; repeated, it changes nothing.
   *
   * @returns Whom it was told of: a service may know people by something that not everybody has.
   */
  syncOrganization?(access: ServiceAccess, members: OrganizationMembers): Promise<OrganizationMembers>;
  /**
   * Makes a file ready to sign.
   *
   * @throws EsignError `file-type-not-supported`, `file-too-large`, `file-damaged`, `file-encrypted`,
   * `conversion-unavailable`.
   */
  prepare(file: { bytes: Uint8Array; name: string; mediaType: string }): Promise<PreparedDocument>;
  /**
   * Signs one document once; the answer begins with the very bytes that came in.
   *
   * @throws EsignError `not-implemented` where people sign at the service.
   */
  sign(request: SignRequest): Promise<Uint8Array>;
  verify(bytes: Uint8Array): Promise<{ allValid: boolean; signatures: SignatureReport[] }>;
  /** Draws a seal. @throws EsignError `glyph-missing`, `file-type-not-supported`. */
  drawSeal(artwork: SealArtwork, image: SealImage | null): Promise<SealImage & { widthMm: number; heightMm: number }>;
}
