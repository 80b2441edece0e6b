#include "config/credential.hpp"

#include <cstdlib>
#include <filesystem>

#include "config/text_file.hpp"

namespace triand::config {
namespace {

// Room for a private key in PEM, far below what could hurt.
constexpr std::size_t kMaxSecret = 64 * 1024;

Resolved failed(std::string fault) { return {.value = {}, .fault = std::move(fault)}; }

Resolved from_file(const std::string& path, const std::string& what) {
  TextFile file = read_text_file(path, kMaxSecret);
  if (!file.fault.empty()) return failed(what + " (" + path + "): " + file.fault);
  if (file.bytes.ends_with('\n')) file.bytes.pop_back();
  if (file.bytes.ends_with('\r')) file.bytes.pop_back();
  if (file.bytes.empty()) return failed(what + " (" + path + ") is empty");
  return {.value = std::move(file.bytes), .fault = {}};
}

Resolved from_credential(const std::string& name) {
  if (name.empty() || name.find('/') != std::string::npos || name.starts_with('.'))
    return failed("!credential takes the name of a credential, such as `!credential sms-key`, not a path");
  const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
  if (directory == nullptr || *directory == '\0')
    return failed("credential " + name +
                  ": CREDENTIALS_DIRECTORY is not set; start under systemd with LoadCredential=" + name +
                  ", or set it to a folder that holds the file " + name);
  return from_file(std::string(directory) + "/" + name, "credential " + name);
}

Resolved from_environment(const std::string& name) {
  const char* value = name.empty() ? nullptr : std::getenv(name.c_str());
  if (value == nullptr || *value == '\0')
    return failed("the environment variable " + name + " is not set or empty; set it for the service");
  return {.value = value, .fault = {}};
}

}  // namespace

Resolved resolve_scalar(const YamlValue& scalar, const std::string& folder) {
  if (scalar.tag.empty()) return {.value = scalar.text, .fault = {}};
  if (scalar.tag == "!credential") return from_credential(scalar.text);
  if (scalar.tag == "!env") return from_environment(scalar.text);
  if (scalar.tag == "!file") {
    if (scalar.text.empty()) return failed("!file takes a path, such as `!file secrets/sms-key`");
    return from_file((std::filesystem::path(folder) / scalar.text).string(), "file");
  }
  return failed("unknown tag " + scalar.tag + "; use !credential NAME, !env NAME or !file PATH");
}

}  // namespace triand::config
