/** What an edition of the API accepts. A rule that differs between editions reads its bound here, and nowhere else. */
export type Bounds = {
  /** D1. */
  readonly maximumBandwidthMbps: number;
  /** D1b: -1 on an Internet instance that pays for a fixed bandwidth. */
  readonly unlimitedOnFixedBandwidth: boolean;
  /** D14, in code points. */
  readonly maximumDescription: number;
  /** Of the name of a server group, and of the description of a backend server. */
  readonly maximumGroupName: number;
  /** D26, of both thresholds of the health check. */
  readonly minimumThreshold: number;
  /** D17: -520 as the port of the health check, which means the port of the server. */
  readonly healthCheckPortOfServer: boolean;
  /** D7: `sch` and `tch` on an instance that has a specification. */
  readonly hashSchedulers: boolean;
  /** D13: several access control lists in `AclId`, with commas. */
  readonly severalAcls: boolean;
  /** slb-api.md 5.7, of one call; the Kubernetes cloud controller sends forty. */
  readonly maximumServersPerCall: number;
  /** D5: the region of a call that names none is that of the instance, group or list that it names. */
  readonly regionOfNamedId: boolean;
};

/** `reference` is what the page of 2019 says, `current` what the vendor's API takes today (slb-api.md 7). */
export const EDITIONS = {
  reference: {
    maximumBandwidthMbps: 5000,
    unlimitedOnFixedBandwidth: false,
    maximumDescription: 80,
    maximumGroupName: 80,
    minimumThreshold: 2,
    healthCheckPortOfServer: false,
    hashSchedulers: false,
    severalAcls: false,
    maximumServersPerCall: 20,
    regionOfNamedId: false,
  },
  current: {
    maximumBandwidthMbps: 5120,
    unlimitedOnFixedBandwidth: true,
    maximumDescription: 256,
    maximumGroupName: 256,
    minimumThreshold: 1,
    healthCheckPortOfServer: true,
    hashSchedulers: true,
    severalAcls: true,
    maximumServersPerCall: 40,
    regionOfNamedId: true,
  },
} as const satisfies Readonly<Record<string, Bounds>>;

export type Edition = keyof typeof EDITIONS;

export const EDITION_NAMES = ['reference', 'current'] as const satisfies readonly Edition[];

/** The bounds that a call is checked against. */
export function boundsOf({ edition }: { readonly edition: Edition }): Bounds {
  return EDITIONS[edition];
}
