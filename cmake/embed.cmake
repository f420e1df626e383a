# Files that become part of a program.
find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)

# edg_embed_sql(target namespace folder): every folder/*.sql becomes a `sql::Statement` of that
# name in `<folder>/statements.hpp` (see tools/embed_sql.py).
function(edg_embed_sql target namespace folder)
  file(GLOB sql_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.sql
    ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.part)
  file(RELATIVE_PATH place ${PROJECT_SOURCE_DIR}/src ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
  set(header ${PROJECT_BINARY_DIR}/generated/${place}/statements.hpp)
  add_custom_command(OUTPUT ${header}
    COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tools/embed_sql.py --namespace ${namespace}
      --output ${header} ${sql_files}
    DEPENDS ${sql_files} ${PROJECT_SOURCE_DIR}/tools/embed_sql.py
    COMMENT "Embedding the statements of ${folder}" VERBATIM)
  target_sources(${target} PRIVATE ${header})
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/generated)
endfunction()
