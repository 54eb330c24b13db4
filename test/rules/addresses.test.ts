import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const HEAD = `import java.net.*; import java.util.*; import org.springframework.web.bind.annotation.*; import org.springframework.web.client.*;
@RestController class Calls {
private final RestTemplate backend; private final RestClient api; private final OkHttpClient ok; private final Mailer mailer;
private static final Set<String> HOSTS = Set.of("a.example.com");`;

/** Those of the handlers' bodies in which a server is asked that the caller chose. */
function found(bodies: readonly string[], parameter = 'String at'): readonly string[] {
  const methods = bodies.map(
    (body, i) =>
      `@PostMapping("/${i}") Object m${i}(@RequestParam ${parameter}) throws Exception { ${body} }`,
  );
  const said = new Set(linesOf({ 'Calls.java': `${HEAD}\n${methods.join('\n')}\n}` }, 'input/ssrf'));
  return bodies.filter((_, i) => said.has(`Calls.java:${i + 5}`));
}

describe('a server that code of Java asks', () => {
  before(prepare);

  it('is chosen by the caller, whatever the client is called', () => {
    const open = [
      'return backend.postForLocation(at, Map.of());',
      'return backend.exchange(at, HttpMethod.GET, null, String.class);',
      'return new RestTemplate().getForEntity(at, String.class);',
      'var rest = new RestTemplate(); return rest.getForObject(at, String.class);',
      'return api.post().uri(at).retrieve();',
      'return api.get().uri(URI.create(at)).retrieve();',
      'return backend.exchange(RequestEntity.get(new URI(at)).build(), String.class);',
      'return RestClient.create(at).get().retrieve();',
    ];
    deepEqual(found(open), open);
  });

  it('is chosen where an address is made of what was sent', () => {
    const open = [
      'URI uri = URI.create(at); return client.send(HttpRequest.newBuilder(uri).build(), null);',
      'return client.send(HttpRequest.newBuilder().uri(new URI(at)).build(), null);',
      'HttpRequest.Builder asked = HttpRequest.newBuilder(); asked.uri(URI.create("https://" + at)); return asked;',
      'return ok.newCall(new Request.Builder().url(at).build()).execute();',
      'URL url = new URL(at); return url.openStream().readAllBytes();',
      'return new URL("https", at, "/logo.png").openConnection().getInputStream();',
      'return ImageIO.read(new URL(at));',
      'URI uri = UriComponentsBuilder.newInstance().scheme("https").host(at).path("/x").build().toUri(); return backend.getForObject(uri, String.class);',
      'String uri = UriComponentsBuilder.fromHttpUrl("https://" + at + "/x").queryParam("a", 1).toUriString(); return backend.getForObject(uri, String.class);',
    ];
    deepEqual(found(open), open);
    const typed = ['return at.openStream();', 'return at.openConnection().getContent();'];
    deepEqual(found(typed, 'URL at'), typed);
    const sent = ['return backend.getForObject(at, String.class);', 'return new HttpGet(at);'];
    deepEqual(found(sent, 'URI at'), sent);
  });

  it('is chosen where a builder is told the host, in a statement of its own as well', () => {
    const spring = 'UriComponentsBuilder to = UriComponentsBuilder.fromHttpUrl("https://a.example.com/x");';
    const open = [
      `${spring} to.host(at); return backend.getForObject(to.toUriString(), String.class);`,
      `${spring} to.scheme("https").host(at); to.path("/x"); return backend.getForObject(to.build().toUri(), String.class);`,
      `var to = UriComponentsBuilder.newInstance(); to.scheme("https"); to.host(at); URI uri = to.build().toUri(); return backend.getForObject(uri, String.class);`,
      `${spring} if (at != null) to.host(at); return backend.getForObject(to.toUriString(), String.class);`,
      `${spring} to.uri(URI.create(at)); return backend.getForObject(to.toUriString(), String.class);`,
      'URIBuilder to = new URIBuilder("https://a.example.com/x"); to.setHost(at); return new HttpGet(to.build());',
      'return new HttpGet(new URIBuilder().setScheme("https").setHost(at).setPath("/x").build());',
      'return new HttpGet(new URIBuilder(at).addParameter("a", "b").build());',
      'HttpUrl.Builder to = new HttpUrl.Builder(); to.scheme("https"); to.host(at); return ok.newCall(new Request.Builder().url(to.build()).build()).execute();',
    ];
    deepEqual(found(open), open);
    const kept = [
      `${spring} to.scheme(at); return backend.getForObject(to.toUriString(), String.class);`,
      `${spring} to.path(at); to.queryParam("q", at); return backend.getForObject(to.toUriString(), String.class);`,
      `${spring} to.host("b.example.com"); return backend.getForObject(to.toUriString(), String.class);`,
      'UriComponentsBuilder to = UriComponentsBuilder.fromHttpUrl(at); to.host("a.example.com"); return backend.getForObject(to.toUriString(), String.class);',
      `${spring} to.host(at); to.host("a.example.com"); return backend.getForObject(to.toUriString(), String.class);`,
      `${spring} if (!HOSTS.contains(at)) return null; to.host(at); return backend.getForObject(to.toUriString(), String.class);`,
      `${spring} other.host(at); return backend.getForObject(to.toUriString(), String.class);`,
      `${spring} backend.getForObject(to.toUriString(), String.class); to.host(at); return to;`,
      'URIBuilder to = new URIBuilder("https://a.example.com"); to.setPath(at); to.setParameter("q", at); return new HttpGet(to.build());',
    ];
    deepEqual(found(kept), []);
  });

  it('is one of those that are allowed where its host was compared', () => {
    const kept = [
      'URI uri = URI.create(at); if (!HOSTS.contains(uri.getHost())) throw new IllegalArgumentException(); return HttpRequest.newBuilder(uri).build();',
      'URI uri = new URI(at); String host = uri.getHost(); if (host == null || !HOSTS.contains(host)) return null; return backend.getForObject(uri, String.class);',
      'URL url = new URL(at); if (!url.getHost().equals("a.example.com")) return null; return url.openStream();',
      'URI uri = URI.create("https://" + at); if (!"a.example.com".equals(uri.getHost())) return null; return backend.getForObject(uri, String.class);',
      'URI uri = URI.create(at); if (HOSTS.contains(uri.getHost())) { return api.get().uri(uri).retrieve(); } return null;',
    ];
    deepEqual(found(kept), []);
    const other = [
      'URI uri = URI.create(at); if (!"https".equals(uri.getScheme())) return null; return HttpRequest.newBuilder(uri).build();',
      'URI uri = URI.create(at); if (!HOSTS.contains(uri.getHost())) log.warn("foreign"); return backend.getForObject(uri, String.class);',
    ];
    deepEqual(found(other), other);
  });

  it('is another than the caller names where the host is fixed, or nobody is asked', () => {
    const kept = [
      'return ResponseEntity.created(URI.create(at)).build();',
      'new URL(at); return at;',
      'URI uri = URI.create(at); return links.save(uri.toString());',
      'URI uri = UriComponentsBuilder.fromHttpUrl("https://a.example.com/x").queryParam("q", at).build().toUri(); return backend.getForObject(uri, String.class);',
      'return backend.getForObject(UriComponentsBuilder.newInstance().host("a.example.com").path(at).toUriString(), String.class);',
      'return backend.getForObject("https://a.example.com/x?q={q}", String.class, at);',
      'return IOUtils.toString(at.getBytes(), "UTF-8");',
      'return mailer.execute(at);',
      'return ImageIO.read(new File(FOLDER, at));',
      'return mapper.create(at).copy(at).read(at);',
    ];
    deepEqual(found(kept), []);
  });
});
