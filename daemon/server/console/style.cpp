#include "daemon/server/console/style.hpp"

#include "channels/digest.hpp"

namespace triand::server {
namespace {

constexpr std::string_view kIcon =
    R"svg(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b5cad"/>)svg"
    R"svg(<path d="M3.5 4h9v2H9v6.5H7V6H3.5z" fill="#fff"/></svg>)svg";

std::string path_of(std::string_view name, std::string_view content, std::string_view ending) {
  return "/console/" + std::string(name) + "-" + channels::sha256_hex({content}).substr(0, 16) +
         std::string(ending);
}

Response kept_for_good(std::string_view content, std::string content_type) {
  Response response = Response::text(std::string(content), std::move(content_type));
  response.headers = {{"Cache-Control", "public, max-age=31536000, immutable"},
                      {"Cross-Origin-Resource-Policy", "same-origin"}};
  return response;
}

}  // namespace

const std::string& console_style_path() {
  static const std::string kPath = path_of("style", kConsoleStyle, ".css");
  return kPath;
}

const std::string& console_icon_path() {
  static const std::string kPath = path_of("icon", kIcon, ".svg");
  return kPath;
}

const std::string& console_refresh_path() {
  static const std::string kPath = path_of("refresh", kConsoleRefresh, ".js");
  return kPath;
}

const std::string& console_upload_path() {
  static const std::string kPath = path_of("upload", kConsoleUpload, ".js");
  return kPath;
}

const std::string& console_preview_path() {
  static const std::string kPath = path_of("preview", kConsolePreview, ".js");
  return kPath;
}

Response console_style() { return kept_for_good(kConsoleStyle, "text/css; charset=utf-8"); }

Response console_icon() {
  Response response = kept_for_good(kIcon, "image/svg+xml");
  // Opened by itself it runs nothing either.
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'");
  return response;
}

Response console_script(std::string_view text) {
  return kept_for_good(text, "text/javascript; charset=utf-8");
}

}  // namespace triand::server
