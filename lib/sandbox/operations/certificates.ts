import { randomInt } from 'node:crypto';
import { reject, type Fields } from '../answer';
import { RESOURCE_MISSING } from '../errors';
import {
  CA_CERTIFICATE_NOT_FOUND,
  CERTIFICATE_EMPTY,
  CERTIFICATE_IN_USE,
  SERVER_CERTIFICATE_NOT_FOUND,
} from '../errors-resources';
import { DEFAULT_RESOURCE_GROUP } from '../resource-groups';
import type { Certificate } from '../store/models';
import { parsedCertificate, checkPrivateKey } from './certificate-text';
import { isCertificateName } from './names';
import { regionalRead, regionalWrite, requiredText, type Call, type OperationRows } from './operation';
import { matchesTags, readTagFilters, readTags, tagFields } from './tags';
import { timeText } from './times';

/*
 * Certificates of HTTPS listeners, after the vendor's metadata and pages. Server and CA certificates have the same calls
 * under other names. Private keys are compared with their certificate and not kept.
 */

export const certificateRows: OperationRows = {
  UploadServerCertificate: regionalWrite(uploadServerCertificate),
  DescribeServerCertificates: regionalRead((call) => describe(call, 'server')),
  SetServerCertificateName: regionalWrite(
    (call) => setName(call, 'server'),
    'ServerCertificateId',
    'ServerCertificateName',
  ),
  DeleteServerCertificate: regionalWrite((call) => remove(call, 'server'), 'ServerCertificateId'),
  UploadCACertificate: regionalWrite(uploadCaCertificate, 'CACertificate'),
  DescribeCACertificates: regionalRead((call) => describe(call, 'ca')),
  SetCACertificateName: regionalWrite((call) => setName(call, 'ca'), 'CACertificateId', 'CACertificateName'),
  DeleteCACertificate: regionalWrite((call) => remove(call, 'ca'), 'CACertificateId'),
};

const PREFIX = { server: 'ServerCertificate', ca: 'CACertificate' } as const;

function uploadServerCertificate(call: Call): Fields {
  const { read } = call;
  const name = read.checked('ServerCertificateName', isCertificateName);
  // There is no certificate service here that could have it.
  if (read.text('AliCloudCertificateId') !== undefined) return reject(RESOURCE_MISSING);
  const text = read.text('ServerCertificate');
  const key = read.text('PrivateKey');
  if (text === undefined || key === undefined) return reject(CERTIFICATE_EMPTY);
  const { publicKey, facts } = parsedCertificate(text);
  checkPrivateKey(publicKey, key);
  return certificateFields(inserted(call, 'server', name, facts));
}

function uploadCaCertificate(call: Call): Fields {
  const name = call.read.checked('CACertificateName', isCertificateName);
  const { facts } = parsedCertificate(requiredText(call, 'CACertificate'));
  return certificateFields(inserted(call, 'ca', name, facts));
}

function inserted(
  call: Call,
  kind: Certificate['kind'],
  name: string | undefined,
  facts: ReturnType<typeof parsedCertificate>['facts'],
): Certificate {
  const { regionId, nowMillis, tables } = call;
  const certificateId = newCertificateId(nowMillis);
  const certificate: Certificate = {
    ...facts,
    regionId,
    certificateId,
    kind,
    name: name ?? (facts.commonName || certificateId),
    createdAtMillis: nowMillis,
    resourceGroupId: call.read.text('ResourceGroupId') ?? DEFAULT_RESOURCE_GROUP,
    tags: readTags(call.parameters),
  };
  tables.certificates.insert(certificate);
  return certificate;
}

/** The account, the time and two numbers, as in the vendor's samples. */
function newCertificateId(nowMillis: number): string {
  const number = () => randomInt(2 ** 31);
  return `1231579085529123_${nowMillis.toString(16)}_${number()}_${number()}`;
}

function describe(call: Call, kind: Certificate['kind']): Fields {
  const { read } = call;
  const certificateId = read.text(`${PREFIX[kind]}Id`);
  const resourceGroupId = read.text('ResourceGroupId');
  const tags = readTagFilters(call.parameters);
  const certificates = call.tables.certificates
    .list(call.regionId, kind)
    .filter((certificate) => certificateId === undefined || certificate.certificateId === certificateId)
    .filter((certificate) => resourceGroupId === undefined || certificate.resourceGroupId === resourceGroupId)
    .filter((certificate) => matchesTags(certificate.tags, tags));
  return {
    [`${PREFIX[kind]}s`]: {
      [PREFIX[kind]]: certificates.map((certificate) => ({
        ...certificateFields(certificate),
        Tags: { Tag: tagFields(certificate.tags) },
      })),
    },
  };
}

function setName(call: Call, kind: Certificate['kind']): Fields {
  const name = call.read.checked(`${PREFIX[kind]}Name`, isCertificateName);
  const certificate = findCertificate(call, kind);
  call.tables.certificates.update({ ...certificate, name: name ?? certificate.name });
  return {};
}

function remove(call: Call, kind: Certificate['kind']): Fields {
  const { certificateId } = findCertificate(call, kind);
  const { listeners, certificates } = call.tables;
  if (listeners.withCertificate(call.regionId, certificateId).length > 0) return reject(CERTIFICATE_IN_USE);
  certificates.remove(call.regionId, certificateId);
  return {};
}

function findCertificate(call: Call, kind: Certificate['kind']): Certificate {
  const certificateId = requiredText(call, `${PREFIX[kind]}Id`);
  return (
    call.tables.certificates.find(call.regionId, kind, certificateId) ??
    reject(kind === 'server' ? SERVER_CERTIFICATE_NOT_FOUND : CA_CERTIFICATE_NOT_FOUND)
  );
}

function certificateFields(certificate: Certificate): Fields {
  const { kind, subjectAlternativeNames } = certificate;
  return {
    [`${PREFIX[kind]}Id`]: certificate.certificateId,
    [`${PREFIX[kind]}Name`]: certificate.name,
    RegionId: certificate.regionId,
    RegionIdAlias: certificate.regionId,
    ResourceGroupId: certificate.resourceGroupId,
    Fingerprint: certificate.fingerprint,
    CommonName: certificate.commonName,
    CreateTime: timeText(certificate.createdAtMillis),
    CreateTimeStamp: certificate.createdAtMillis,
    ExpireTime: timeText(certificate.expiresAtMillis),
    ExpireTimeStamp: certificate.expiresAtMillis,
    ...(kind === 'server' && {
      SubjectAlternativeNames: { SubjectAlternativeName: subjectAlternativeNames },
      // One that was uploaded, as in the vendor's sample.
      IsAliCloudCertificate: 0,
      AliCloudCertificateId: '0',
      AliCloudCertificateName: '',
    }),
  };
}
