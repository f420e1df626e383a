#pragma once

#include "base/error.hpp"
#include "edgvoip/call/leg_record.hpp"

#include <string_view>

/// FreeSWITCH's dialect: the records of mod_json_cdr.
namespace edgvoip::source::freeswitch {

/// The leg that one file or POST body of mod_json_cdr tells of, in each of its forms: the JSON text
/// itself, base64 (`encode=base64`), and URL-encoded (`encode=true`), with or without `cdr=` in
/// front, also when `encode-values` was left on and one decoding alone would break it.
///
/// `source` is the configured name, `raw_ref` a file name or request. The record's `variables` are
/// URL-decoded when the record as a whole shows that they are encoded; bytes that are not UTF-8
/// are taken as Latin-1, value by value; texts are cut to `limits::record_text_bytes_max`.
///
/// Fault::invalid names the field and what is wrong: not JSON, no `variables`, an id that is none,
/// a start or end that is missing or absurd, an end before the start. Fault::exhausted above
/// `limits::record_bytes_max`. Any bytes are safe; any thread.
base::Result<call::LegRecord> decode_json_cdr(std::string_view bytes, std::string_view source,
                                              std::string_view raw_ref);

/// The same for a text that is JSON already, with nothing around it.
base::Result<call::LegRecord> decode_json_text(std::string_view json, std::string_view source,
                                               std::string_view raw_ref);

}  // namespace edgvoip::source::freeswitch
