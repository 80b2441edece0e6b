#include "channels/zalo/error_table.hpp"

#include <algorithm>
#include <array>

namespace triand::channels {
namespace {

using enum FailureClass;
using Wait = ZaloError::Wait;

// What was sent does not fit the template. The customer is reached otherwise; if it repeats, the template is stopped
// (template_health.hpp).
constexpr ZaloError ours(int code) {
  return {.code = code, .failure = recipient, .reason = "content_rejected", .ours = true};
}

// In the order of the vendor's page.
constexpr std::array kErrors = std::to_array<ZaloError>({
    {-32, throttled, "throttled", Wait::next_minute},  // calls of the application in a minute
    {.code = -100,
     .failure = transient,
     .reason = "unknown_answer",
     .most_attempts = 5},                     // Unknown error, try later
    {-101, configuration, "misconfigured"},   // Application invalid
    {-102, configuration, "misconfigured"},   // Application not existed
    {-103, configuration, "misconfigured"},   // Application not activated
    {-104, configuration, "not_authorized"},  // App secret key invalid
    {-105, configuration, "misconfigured"},   // Application not link to any OA
    {-106, configuration, "misconfigured"},   // Method unsupported
    {-107, configuration, "misconfigured"},   // Message ID invalid: belongs to status queries
    {-108, recipient, "bad_number"},          // Phone number invalid
    {-109, content, "template_rejected"},     // Template ID invalid
    {-1091, configuration, "misconfigured"},  // template cannot be edited
    {-110, recipient, "unreachable"},         // Zalo version unsupported
    ours(-111),                               // Template data empty
    ours(-112),                               // template data invalid
    ours(-1121),                              // a parameter is too long
    ours(-1122),                              // a parameter is missing
    {.code = -1123,
     .failure = transient,
     .reason = "content_rejected",
     .most_attempts = 2},                     // the QR code could not be made
    ours(-1124),                              // a parameter's format
    {-113, content, "template_rejected"},     // button invalid
    {-1131, content, "template_rejected"},    // button content or link
    {-114, recipient, "unreachable"},         // inactive, or another reason of the account
    {-115, money, "no_balance"},              // Out of quota: the account's balance, not the day's quota
    ours(-116),                               // Text invalid
    {-117, content, "template_rejected"},     // no permission for this template
    {-118, recipient, "not_a_zalo_user"},     // Zalo account not existed
    {-119, recipient, "unreachable"},         // the account cannot receive the message
    {-120, configuration, "not_authorized"},  // the OA may not use this feature
    {-1201, configuration, "misconfigured"},  // may not create tag-3 templates
    {-1202, configuration, "misconfigured"},  // may not use this media
    ours(-121),                               // body empty
    ours(-122),                               // body is not valid JSON
    {-123, configuration, "misconfigured"},   // RSA decoding
    {-124, configuration, "not_authorized", Wait::none, true},  // Access token invalid
    {-1241, configuration, "not_authorized"},                   // appsecret_proof invalid
    {-125, configuration, "misconfigured"},                     // Official Account id invalid
    {-126, configuration, "misconfigured"},                     // development wallet empty
    {-127, content, "template_rejected"},                       // test template: administrators only
    {-128, configuration, "misconfigured"},                     // encoding key
    {-129, configuration, "misconfigured"},                     // RSA key
    ours(-130),                                                 // content too long
    {-131, content, "template_rejected"},                       // template not approved
    ours(-132),                                                 // parameter invalid
    {-133, throttled, "throttled", Wait::next_morning},         // not at night
    {-134, recipient, "refused"},                               // opt-in not answered
    {-135, configuration, "not_authorized"},            // the OA may not send: not verified, free plan
    {-1351, configuration, "not_authorized"},           // the OA is blocked for a violation
    {-136, configuration, "misconfigured"},             // no ZBS account connected
    {-137, money, "no_balance"},                        // charge failed
    {-138, configuration, "not_authorized"},            // the application lacks permission
    {-1381, configuration, "not_authorized"},           // the OA has not granted the extension
    {-139, recipient, "opted_out"},                     // refuses this type of message
    {-140, recipient, "refused"},                       // not eligible under the delivery policy
    {-141, recipient, "opted_out"},                     // refuses messages of this OA
    {-142, configuration, "misconfigured"},             // RSA key does not exist
    {-143, configuration, "misconfigured"},             // RSA key exists
    {-144, throttled, "out_of_quota", Wait::next_day},  // the OA's daily quota
    {-1441, content, "template_rejected"},              // the month's promotion quota
    {-145, content, "template_rejected"},               // content type not allowed
    {-146, content, "template_rejected"},               // template disabled for low quality
    {.code = -147,
     .failure = throttled,
     .reason = "out_of_quota",
     .wait = Wait::next_day,
     .of_template = true},                               // the template's daily limit
    {-1471, recipient, "refused"},                       // the user's monthly limit
    {-1472, transient, "out_of_quota", Wait::next_day},  // the user's daily limit
    {-148, configuration, "misconfigured"},              // journey token
    {-149, configuration, "misconfigured"},
    {-1491, configuration, "misconfigured"},
    {-150, configuration, "misconfigured"},
    {-151, configuration, "misconfigured"},  // end-to-end encryption
    {-152, configuration, "misconfigured"},
    ours(-153),                              // data violates a rule
    {-158, configuration, "misconfigured"},  // uploads
    {-159, configuration, "misconfigured"},
    {-160, configuration, "misconfigured"},
    ours(-161),  // sending_mode
    ours(-162),
    {-216, configuration, "not_authorized", Wait::none,
     true},  // access token invalid, in the OA host's numbers
    {-220, configuration, "not_authorized", Wait::none, true},  // access token expired or removed
});

}  // namespace

const ZaloError* find_zalo_error(int code) {
  const auto found = std::find_if(kErrors.begin(), kErrors.end(),
                                  [code](const ZaloError& error) { return error.code == code; });
  return found == kErrors.end() ? nullptr : &*found;
}

std::span<const ZaloError> all_zalo_errors() { return kErrors; }

}  // namespace triand::channels
