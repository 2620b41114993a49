import { expect, it } from 'vitest';
import { idsCalled } from './named-instances';

it('an instance is found by its name in either width and case, with the invisible characters a paste may contain', () => {
  const instances = [
    { loadBalancerId: 'lb-1', name: 'Edge-8' },
    { loadBalancerId: 'lb-2', name: 'ｅｄｇｅ-８' },
    { loadBalancerId: 'lb-3', name: 'edge-80' },
  ];
  for (const typed of ['edge-8', 'ＥＤＧＥ－８', '\u200Bedge-8\u202C'])
    expect(idsCalled(instances, typed)).toEqual(['lb-1', 'lb-2']);
});
