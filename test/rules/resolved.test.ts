import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const JAVA = `
  import java.net.URI;
  import java.net.http.HttpRequest;
  @RestController
  class Items {
    private static final URI BASE = URI.create("https://api.example.com/");
    @GetMapping("/a")
    String a(@RequestParam String path) {
      return restTemplate.getForObject(BASE.resolve(path), String.class);
    }
    @GetMapping("/b")
    String b(@RequestParam String path) {
      URI uri = URI.create("https://api.example.com/").resolve(path);
      return restTemplate.getForObject(uri, String.class);
    }
    @GetMapping("/c")
    String c(@RequestParam String path) throws Exception {
      HttpRequest asked = HttpRequest.newBuilder(BASE.resolve(path)).build();
      return client.send(asked, BodyHandlers.ofString()).body();
    }
    @GetMapping("/d")
    String d(@RequestParam String path) throws Exception {
      URL address = new URL(new URL("https://api.example.com/"), path);
      return restTemplate.getForObject(address.toURI(), String.class);
    }
    @GetMapping("/e")
    String e(@RequestParam String path) {
      return restTemplate.getForObject(BASE.resolve(URI.create(path)), String.class);
    }
    @GetMapping("/below")
    String below(@RequestParam String path) {
      return restTemplate.getForObject(BASE.resolve("/items/" + path), String.class);
    }
    @GetMapping("/compared")
    String compared(@RequestParam String path) {
      URI uri = BASE.resolve(path);
      if (!uri.getHost().equals(BASE.getHost())) throw new IllegalArgumentException();
      return restTemplate.getForObject(uri, String.class);
    }
    @GetMapping("/number")
    String number(@RequestParam UUID id) {
      return restTemplate.getForObject(BASE.resolve(id.toString()), String.class);
    }
  }`;

describe('an address that is read from a base', () => {
  before(prepare);

  it('is the caller’s where nothing of the base stands in front of what was sent', () => {
    deepEqual(linesOf({ 'Items.java': JAVA }, 'input/ssrf'), [
      'Items.java:8',
      'Items.java:13',
      'Items.java:17',
      'Items.java:23',
      'Items.java:27',
    ]);
  });
});
