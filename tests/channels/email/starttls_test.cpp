#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "channels/email/smtp_session.hpp"
#include "tests/source_file.hpp"

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;

// A TLS mail server in another program, with a certificate for localhost that nobody else trusts.
class TlsServer {
 public:
  TlsServer() {
    std::string pattern = (std::filesystem::temp_directory_path() / "triand-email-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    const std::string make =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
        "subjectAltName=DNS:localhost -keyout " +
        folder_ + "/key.pem -out " + certificate() + " 2>/dev/null";
    REQUIRE(std::system(make.c_str()) == 0);
    int input[2];
    int output[2];
    REQUIRE(::pipe2(input, O_CLOEXEC) == 0);
    REQUIRE(::pipe2(output, O_CLOEXEC) == 0);
    const std::string script = triand::test::source_file("tests/channels/email/starttls_server.py");
    const std::string key = folder_ + "/key.pem";
    const std::string certificate_file = certificate();
    child_ = ::fork();
    REQUIRE(child_ >= 0);
    if (child_ == 0) {
      ::dup2(input[0], 0);
      ::dup2(output[1], 1);
      ::execl("/usr/bin/python3", "python3", "-B", script.c_str(), certificate_file.c_str(), key.c_str(),
              "tri-an", "mat-khau", nullptr);
      ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    const std::unique_ptr<FILE, decltype(&std::fclose)> said(::fdopen(output[0], "r"), &std::fclose);
    REQUIRE(std::fscanf(said.get(), "%d", &port_) == 1);
  }

  ~TlsServer() {
    ::close(input_);
    ::waitpid(child_, nullptr, 0);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  [[nodiscard]] std::string certificate() const { return folder_ + "/certificate.pem"; }
  [[nodiscard]] std::string url() const { return "smtp://localhost:" + std::to_string(port_); }

 private:
  std::string folder_;
  pid_t child_ = -1;
  int input_ = -1;
  int port_ = 0;
};

TEST_CASE("over STARTTLS only a trusted certificate and the right password let a message out") {
  const TlsServer server;
  const Message message{.sender = "bounces@triand.test",
                        .recipient = "ho.mot@example.test",
                        .bytes = "Subject: x\r\n\r\nxin cam on\r\n"};
  Settings settings;
  settings.server = server.url();
  settings.starttls = StartTls::required;
  settings.username = "tri-an";
  settings.password = config::Secret("mat-khau");
  settings.ca_file = server.certificate();
  settings.timeout = 20s;
  const StopSign stop;

  SECTION("all is right, twice over one connection") {
    SmtpSession session(settings, stop);
    CHECK(session.send(message).outcome.verdict == Verdict::accepted);
    CHECK(session.send(message).outcome.verdict == Verdict::accepted);
  }
  SECTION("the certificate is not trusted") {
    settings.ca_file.clear();
    const Outcome outcome = SmtpSession(settings, stop).send(message).outcome;
    CHECK(outcome.verdict == Verdict::deferred);
    CHECK(outcome.failure == FailureClass::configuration);
    CHECK(outcome.reason == "misconfigured");
  }
  SECTION("the password is wrong") {
    settings.password = config::Secret("khong-dung");
    const Outcome outcome = SmtpSession(settings, stop).send(message).outcome;
    CHECK(outcome.verdict == Verdict::deferred);
    CHECK(outcome.reason == "not_authorized");
    CHECK(outcome.code.starts_with("535"));
  }
  SECTION("opportunistic takes the encryption without the trust") {
    settings.ca_file.clear();
    settings.starttls = StartTls::opportunistic;
    SmtpSession session(settings, stop);
    CHECK(session.send(message).outcome.verdict == Verdict::accepted);
    CHECK_FALSE(session.went_in_clear());
  }
  SECTION("without TLS the server wants it first") {
    settings.starttls = StartTls::off;
    settings.username.clear();
    const Outcome outcome = SmtpSession(settings, stop).send(message).outcome;
    CHECK(outcome.verdict == Verdict::deferred);
    CHECK(outcome.reason == "misconfigured");
    CHECK(outcome.code.starts_with("530"));
  }
}

}  // namespace
}  // namespace triand::channels::email
