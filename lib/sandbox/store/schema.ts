export const SCHEMA_VERSION = 4;

/**
 * Everything is looked up in memory, so a row needs no more than its number. Rows that are new are the last ones, which
 * keeps the pages few that a commit writes.
 */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS resources (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    document TEXT NOT NULL
  );
`;

/** From an older version to the next one, before the tables above are laid. */
export const UPGRADES: ReadonlyMap<number, string> = new Map([
  [
    1,
    `DROP TABLE nonces;
     CREATE TABLE nonces (
       sequence INTEGER PRIMARY KEY,
       access_key_id TEXT NOT NULL,
       nonce TEXT NOT NULL,
       expires_at_millis INTEGER NOT NULL
     );
     CREATE TABLE server_health (
       sequence INTEGER PRIMARY KEY, server TEXT, port INTEGER, at_millis INTEGER, response_millis INTEGER
     );
     CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;`,
  ],
  [
    2,
    `CREATE TABLE resources (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, document TEXT NOT NULL);
     INSERT INTO resources (kind, document) SELECT 'load-balancer', document FROM load_balancers ORDER BY sequence;
     INSERT INTO resources (kind, document) SELECT 'server-group', document FROM server_groups ORDER BY sequence;
     INSERT INTO resources (kind, document)
       SELECT 'access-control-list', document FROM access_control_lists ORDER BY sequence;
     INSERT INTO resources (kind, document)
       SELECT 'listener', json_object(
         'listener', json(document),
         'state', json_object(
           'stable', stable_state, 'changing', changing_state, 'settlesAtMillis', settles_at_millis
         )
       ) FROM listeners ORDER BY load_balancer_id, listener_port, protocol;
     INSERT INTO resources (kind, document)
       SELECT 'server-health', json_object(
         'server', server, 'port', port, 'atMillis', at_millis, 'responseMillis', response_millis
       ) FROM server_health ORDER BY sequence;
     INSERT INTO resources (kind, document)
       SELECT 'clock-shift', json_object('millis', value) FROM facts WHERE name = 'clock-shift-millis';
     DROP TABLE load_balancers;
     DROP TABLE server_groups;
     DROP TABLE access_control_lists;
     DROP TABLE listeners;
     DROP TABLE server_health;
     DROP TABLE facts;
     INSERT INTO resources (kind, document)
       SELECT 'nonces', json_object(
         'expiresAtMillis', expires_at_millis, 'used', json_array(json_array(access_key_id, nonce))
       ) FROM nonces ORDER BY expires_at_millis;
     DROP TABLE nonces;`,
  ],
  [
    // Until then, listeners of all protocols had the settings of TCP, and the rest in `otherConfig`.
    3,
    `UPDATE resources SET document = json_remove(document,
         '$.listener.persistenceTimeoutSeconds', '$.listener.establishedTimeoutSeconds',
         '$.listener.healthCheck.type', '$.listener.healthCheck.domain', '$.listener.healthCheck.uri',
         '$.listener.healthCheck.httpCodes', '$.listener.otherConfig'
       ) WHERE kind = 'listener' AND json_extract(document, '$.listener.protocol') = 'udp';
     UPDATE resources SET document = json_set(document,
         '$.listener.serverCertificateId', json_extract(document, '$.listener.otherConfig.ServerCertificateId'),
         '$.listener.tlsCipherPolicy', json_extract(document, '$.listener.otherConfig.TLSCipherPolicy'),
         '$.listener.http2Enabled', json('true')
       ) WHERE kind = 'listener' AND json_extract(document, '$.listener.protocol') = 'https';
     INSERT INTO resources (kind, document)
       SELECT DISTINCT 'certificate', json_object(
         'regionId', json_extract(document, '$.listener.regionId'),
         'certificateId', json_extract(document, '$.listener.serverCertificateId'),
         'kind', 'server', 'name', 'demo',
         'fingerprint', '68:08:1a:f8:2c:97:69:a3:a1:e6:16:41:4b:ca:4f:5d:ee:a5:ef:0d',
         'commonName', '*.example.com', 'subjectAlternativeNames', json_array('*.example.com'),
         'createdAtMillis', 1748937600000, 'expiresAtMillis', 1906617600000,
         'resourceGroupId', 'rg-acfmxazb4ph6aiy', 'tags', json_array()
       ) FROM resources
       WHERE kind = 'listener' AND json_extract(document, '$.listener.protocol') = 'https';
     UPDATE resources SET document = json_set(json_remove(document,
         '$.listener.persistenceTimeoutSeconds', '$.listener.establishedTimeoutSeconds',
         '$.listener.proxyProtocolV2Enabled', '$.listener.healthCheck.type', '$.listener.otherConfig'
       ),
         '$.listener.forwardedHeaders', json('{
           "XForwardedFor": true, "XForwardedFor_SLBIP": false, "XForwardedFor_SLBID": false,
           "XForwardedFor_proto": false, "XForwardedFor_SLBPORT": false, "XForwardedFor_ClientSrcPort": false
         }'),
         '$.listener.gzip', json('true'),
         '$.listener.idleTimeoutSeconds', 15,
         '$.listener.requestTimeoutSeconds', 60
       ) WHERE kind = 'listener' AND json_extract(document, '$.listener.protocol') IN ('http', 'https');`,
  ],
]);
