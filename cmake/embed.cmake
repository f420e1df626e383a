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

# edg_embed_files(target namespace header file…): the files byte for byte, by their names, as the
# header's `embedded_files()` (see tools/embed_files.py).
function(edg_embed_files target namespace header)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/generated/embedded_files.cpp)
  add_custom_command(OUTPUT ${source}
    COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tools/embed_files.py --header ${header}
      --namespace ${namespace} --output ${source} ${ARGN}
    DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/tools/embed_files.py
    COMMENT "Embedding the files of ${target}" VERBATIM)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE ${source})
endfunction()
