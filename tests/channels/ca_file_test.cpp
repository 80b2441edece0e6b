#include "channels/ca_file.hpp"

#include <catch2/catch.hpp>

#include <memory>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "tests/config/scratch.hpp"

namespace triand::channels {
namespace {

// A certificate in PEM, which it signed itself.
std::string certificate() {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), &X509_free);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
  X509_set_pubkey(made.get(), key.get());
  X509_sign(made.get(), key.get(), EVP_sha256());
  const std::unique_ptr<BIO, decltype(&BIO_free)> pem(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_X509(pem.get(), made.get());
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(pem.get(), &bytes);
  return {bytes, static_cast<std::size_t>(length)};
}

struct Reading {
  explicit Reading(const config::Scratch& scratch, const std::string& yaml, bool uses_tls = true) {
    config::Block block = config::Block::parse(yaml, scratch.path("triand.yaml"), problems);
    path = read_ca_file(block, uses_tls);
    block.complain_unused();
  }

  // Whether it was refused, in one sentence with all of these words.
  [[nodiscard]] bool says(std::initializer_list<std::string> words) const {
    if (problems.size() != 1 || problems[0].key != "ca_file" || problems[0].line != 1) return false;
    for (const std::string& one : words)
      if (problems[0].message.find(one) == std::string::npos) return false;
    return true;
  }

  config::Problems problems;
  std::string path;
};

}  // namespace

TEST_CASE("the certificates to believe stand in a file beside the configuration, or anywhere") {
  const config::Scratch scratch;
  const std::string path = scratch.write("ca.pem", "a word about it\n" + certificate() + certificate());
  for (const std::string& name : {std::string("ca.pem"), path}) {
    const Reading reading(scratch, "ca_file: " + name);
    CHECK(reading.problems.empty());
    CHECK(reading.path == path);
  }
  CHECK(Reading(scratch, "{}").path.empty());
  CHECK(Reading(scratch, "{}", false).problems.empty());
}

TEST_CASE("a file of certificates that is missing or holds none is refused with its name and what to do") {
  const config::Scratch scratch;
  CHECK(Reading(scratch, "ca_file: none.pem").says({scratch.path("none.pem"), "no such file", "authority"}));
  CHECK(Reading(scratch, "ca_file: .").says({"directory"}));
  const std::string good = certificate();
  const std::string half = good.substr(0, good.size() / 2);
  std::string damaged = good;
  damaged[100] = '!';
  for (const std::string& bytes :
       {std::string(), std::string("no certificate\n"), half, damaged, good + damaged}) {
    const std::string path = scratch.write("ca.pem", bytes);
    CHECK(Reading(scratch, "ca_file: ca.pem").says({path, "no usable certificate", "BEGIN CERTIFICATE"}));
  }
}

TEST_CASE("a file of certificates where nothing is encrypted is refused") {
  const config::Scratch scratch;
  (void)scratch.write("ca.pem", certificate());
  CHECK(Reading(scratch, "ca_file: ca.pem", false).says({"nothing is encrypted", "https://"}));
}

}  // namespace triand::channels
