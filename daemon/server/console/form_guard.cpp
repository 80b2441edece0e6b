#include "daemon/server/console/form_guard.hpp"

#include "daemon/server/secret_token.hpp"

namespace triand::server {
namespace {

// "https://host:port" of a URL.
std::string_view origin_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  return scheme == std::string_view::npos ? url : url.substr(0, url.find('/', scheme + 3));
}

std::string_view host_of(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  return scheme == std::string_view::npos ? std::string_view() : origin.substr(scheme + 3);
}

}  // namespace

bool is_from_elsewhere(const Request& request, const std::string& public_url) {
  if (const std::string_view site = request.header("Sec-Fetch-Site"); !site.empty())
    return site != "same-origin" && site != "none";
  const std::string_view origin = request.header("Origin");
  if (origin.empty()) return false;
  const bool of_public_url = !public_url.empty() && origin == origin_of(public_url);
  return !of_public_url && (host_of(origin).empty() || host_of(origin) != request.header("Host"));
}

bool is_our_form(const Request& request, const Form& form, const std::string& token,
                 const std::string& public_url) {
  return !is_from_elsewhere(request, public_url) && same_secret(form.value("token"), token);
}

}  // namespace triand::server
