import { goSdk, goSdkCommon, teaRpc } from './published-clients';
import { HANGZHOU, type Parameters, type TestSandbox } from './test-sandbox';

/** The provider cuts it after 64 characters. */
const TOKEN = 'TF-CreateLoadBalancer-1790000000-6f1c2d7e-8b3a-4c5d-9e0f-1a2b3c4d'.slice(0, 64);

/**
 * aliyun/terraform-provider-alicloud at 81c43b672 (2026): instances and access control lists go through tea-rpc, listeners
 * through the Go SDK's CommonRequest, the rest through the Go SDK.
 */
export function terraformProvider(sandbox: () => TestSandbox) {
  const rpc = teaRpc(sandbox);
  return {
    rpc,
    sdk: goSdk(sandbox, HANGZHOU),
    common: goSdkCommon(sandbox, HANGZHOU),
    /** alicloud_slb_load_balancer, as the other resources need one. */
    createLoadBalancer: async (): Promise<string> => {
      const { LoadBalancerId } = await rpc.ask('CreateLoadBalancer', INSTANCE);
      return String(LoadBalancerId);
    },
  };
}

const INSTANCE: Parameters = {
  RegionId: HANGZHOU,
  AddressType: 'internet',
  InternetChargeType: 'paybytraffic',
  LoadBalancerName: 'tf-web',
  LoadBalancerSpec: 'slb.s2.small',
  PayType: 'PayOnDemand',
  ClientToken: TOKEN,
};
