import type { NamedCategory } from './category';

/**
 * What people write in tickets, by what it is about: small letters, words separated by one space, `*` at the end of a
 * word for any ending. The number is how much the phrase says: 3 settles it, 2 is enough alone, 1 only joins others.
 */
export type CategoryWords = Readonly<Record<NamedCategory, Readonly<Record<1 | 2 | 3, readonly string[]>>>>;

const phrases = (text: string): readonly string[] => text.split(',').map((phrase) => phrase.trim());

export const categoryWords: CategoryWords = {
  authentication: {
    3: phrases(
      'password expired, expired password*, password reset, account locked*, locked account*, locked out, account lockout, single sign on, sso, mfa, 2fa, multi factor, two factor, ldap bind, kerberos, saml assertion, invalid credential*, badge login, badge tap, badge reader*, conditional access',
    ),
    2: phrases(
      'log in, login*, logon*, log on, sign in, signing in, logging in, authenticat*, ldap, saml, oauth, active directory, domain controller*, credential*, password*, otp, authenticator, token expired, expired token, identity provider, entra, okta, radius, service account*, unable to authenticate',
    ),
    1: phrases('account*, token*, session*, access denied, permission*, directory, adfs, user*, locked'),
  },
  certificate: {
    3: phrases(
      'certificate expir*, expired certificate*, expired cert, expired ssl, expired tls, cert expir*, ssl expired, tls expired, certificate has expired, certificate ran out, certificate renew*, cert renew*, certificate not trusted, untrusted certificate, certificate not valid, certificate invalid, invalid certificate, certificate error*, certificate warning*, certificate validation, expired intermediate, intermediate certificate, certificate chain, revoked certificate, certificate revoked, acme',
    ),
    2: phrases(
      'certificate*, x509, cert, certs, root ca, ocsp, crl, keystore, truststore, your connection is not private',
    ),
    1: phrases('tls, ssl, https, expired, renew*, pki, handshake'),
  },
  update: {
    3: phrases(
      'failed update*, update failed, failed patch*, patch failed, failed upgrade*, upgrade failed, windows update*, failed deployment*, deployment failed, deploy failed, failed rollout, after patch*, after update, after the update, after upgrade, after the upgrade, after deployment, after the deployment, after release, after the release, bad release, rollback of release, rolled back, firmware update, firmware upgrade, update stuck, patch tuesday, blue screen after, bad definition update',
    ),
    2: phrases(
      'update*, upgrade*, patch*, rollout, roll back, rollback, deployment*, hotfix, new version, firmware, release, migration, kb5*, kb4*',
    ),
    1: phrases('version*, reboot*, install*, change*, driver*, maintenance window, build, incompatib*'),
  },
  integration: {
    3: phrases(
      'broken integration, integration fail*, interface down, interface engine, hl7 feed, hl7 interface, hl7 message*, webhook fail*, api error*, api timeout*, api returns, api returned, schema change*, message not delivered, messages not delivered, feed stopped, feed down, third party api, mapping error, edi transmission*, dead letter queue, rate limit*',
    ),
    2: phrases(
      'integration*, interface*, api, hl7, fhir, webhook*, middleware, message queue, dead letter, edi, sftp transfer, endpoint returns, http 500, http 502, http 503, http 504, 502 bad gateway, payload*, connector*, sync fail*, not syncing, synchronis*, synchroniz*, esb, mq channel, third party, partner system',
    ),
    1: phrases(
      'feed*, queue*, sync, timeout*, vendor, gateway, downstream, upstream, message*, orders, mapping, import*, export*',
    ),
  },
  automation: {
    3: phrases(
      'job stuck, stuck job*, job hung, hung job*, stalled job*, job stalled, batch job*, nightly batch, scheduled task*, scheduled job*, cron job*, cron, job failed, failed job*, job did not run, job did not start, backup job*, backup failed, failed backup*, robot stopped, rpa, bot stopped, workflow stuck, workflow stalled, pipeline stuck, pipeline stalled, scheduler stopped, scheduler down, scheduler not running, task scheduler, etl failed, etl job, job overran, orchestrator',
    ),
    2: phrases(
      'batch, scheduler, workflow*, etl, automation*, automated, job, jobs, robot*, bot, playbook*, pipeline*, nightly, ansible, runbook*, unattended',
    ),
    1: phrases(
      'stuck, stalled, hung, not triggered, did not run, did not start, backup*, script*, overnight, task*, scheduled',
    ),
  },
  infrastructure: {
    3: phrases(
      'disk full, disk space, out of disk, no space left, filesystem full, file system full, volume full, raid, disk failure, failed disk, out of memory, memory leak, high cpu, cpu at 100, switch down, switch failure, router down, link down, network outage, network down, packet loss, server down, host down, server unreachable, server not responding, storage array, san, hypervisor, esxi, vm not responding, dns resolution, dns fail*, dhcp, load balancer, database down, deadlock*, tablespace, replication lag, fibre cut, fiber cut, wifi down, wireless down, hard drive, node not ready',
    ),
    2: phrases(
      'disk*, storage, memory, cpu, network*, switch*, router*, dns, firewall rule, virtual machine*, cluster*, bandwidth, latency, hardware, nas, lun, oracle, sql server, postgres*, mysql, kubernetes, node, access point*, vlan, bgp, mpls, circuit, wan, lan, filesystem, printer*, print queue',
    ),
    1: phrases(
      'server*, database*, vm, vms, wifi, wi fi, wireless, vpn, down, unreachable, not responding, outage, slow, crash*, host*, full, offline, restart*, performance, capacity, failover',
    ),
  },
  security: {
    3: phrases(
      'ransomware, malware, phishing, phish, trojan, virus detected, intrusion, unauthorised access, unauthorized access, data breach, data leak, exfiltrat*, brute force, ddos, denial of service, compromised account*, compromised, suspicious login*, suspicious sign in*, suspicious process, suspicious activity, edr alert*, edr, soc alert, siem alert*, cryp* miner*, cryptominer*, botnet, lateral movement, vulnerability, zero day, cve, exploit*, encrypted files, files encrypted, credential stuffing, impossible travel, lost laptop, stolen laptop, stolen, password spray*',
    ),
    2: phrases(
      'virus, suspicious, quarantin*, defender alert, crowdstrike detection*, threat*, attack*, malicious, spoof*, breach*, isolat*, command and control, waf, ips',
    ),
    1: phrases('security, antivirus, siem, soc, blocked, alert*, spam, encrypted, leaked'),
  },
  environmental: {
    3: phrases(
      'power outage, power failure, power cut, loss of power, lost power, power loss, ups battery, ups alarm, ups fail*, on battery, generator, air conditioning, hvac, cooling fail*, cooling unit, chiller, overheat*, high temperature, temperature alarm, server room temperature, flood*, water leak, water ingress, fire alarm, smoke detect*, storm, lightning, earthquake, evacuat*, humidity, crac unit, crac, brownout, pdu, breaker tripped, tripped breaker, sprinkler*, snow',
    ),
    2: phrases(
      'ups, temperature, cooling, power, fire, smoke, leak in, too hot, electrical, water, breaker, heat wave, hurricane, weather',
    ),
    1: phrases('building, room, hot, site, rack*, battery, utility, facilities'),
  },
};
